package io.podbridge.provider.simulated;

import static io.podbridge.provider.simulated.Runs.NEVER;

import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.RestartPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pod that the cloud has made. What it does at any time follows from its plan; all times are epoch milliseconds.
 *
 * @param serial tells it from an earlier instance of the same pod: where its line is in the ledger
 * @param stop present once its deletion was asked for
 */
record Instance(PodId id, long serial, long createdAt, PodPlan plan, Optional<Stop> stop) {

    /** The same, asked to stop. A second request can only bring the kill forward. */
    Instance stopping(long askedAt, long killAt) {
        Stop asked = stop.map(first -> first.killingAt(killAt)).orElseGet(() -> new Stop(askedAt, killAt));
        return new Instance(id, serial, createdAt, plan, Optional.of(asked));
    }

    /** The same, with the images of the new plan; what it does does not change. */
    Instance updated(PodPlan changed) {
        return new Instance(id, serial, createdAt, plan.withImagesOf(changed), stop);
    }

    /** When nothing of it is left; never if nobody asked for its deletion. */
    long goneAt() {
        if (stop.isEmpty()) {
            return NEVER;
        }
        long last = stop.get().askedAt();
        for (ContainerTimeline container : timelines().all()) {
            long over = container.over();
            last = over == NEVER ? last : Math.max(last, over);
        }
        return last + plan.releaseMillis();
    }

    /** The next time after this one at which its report changes, or never. */
    long nextChange(long now) {
        long next = NEVER;
        for (ContainerTimeline container : timelines().all()) {
            next = Math.min(next, container.nextChange(now));
        }
        return next;
    }

    /** What is to be said of it at this time. */
    PodReport report(long now) {
        Timelines timelines = timelines();
        return new PodReport(
                id,
                timelines.init().stream()
                        .map(container -> container.status(now))
                        .toList(),
                timelines.main().stream()
                        .map(container -> container.status(now))
                        .toList(),
                started(now) ? Optional.of(PodAddress.of(id.uid())) : Optional.empty(),
                Optional.empty());
    }

    private boolean started(long now) {
        long start = createdAt + plan.startMillis();
        return now >= start && stop.map(Stop::askedAt).orElse(NEVER) >= start;
    }

    private record Timelines(List<ContainerTimeline> init, List<ContainerTimeline> main) {
        List<ContainerTimeline> all() {
            List<ContainerTimeline> all = new ArrayList<>(init);
            all.addAll(main);
            return all;
        }
    }

    /** Init containers one after the other, then all others at once. */
    private Timelines timelines() {
        long start = createdAt + plan.startMillis();
        List<ContainerTimeline> init = new ArrayList<>(plan.initContainers().size());
        for (ContainerPlan container : plan.initContainers()) {
            ContainerTimeline timeline = init(container, start);
            init.add(timeline);
            start = container.sidecar() ? start : after(timeline);
        }
        List<ContainerTimeline> main = new ArrayList<>(plan.containers().size());
        for (ContainerPlan container : plan.containers()) {
            main.add(timeline(container, start, plan.restartPolicy().restarts(container.exitCode()), stop));
        }
        boolean sidecars = plan.initContainers().stream().anyMatch(ContainerPlan::sidecar);
        return new Timelines(sidecars ? boundedBy(init, main) : init, main);
    }

    private ContainerTimeline init(ContainerPlan container, long start) {
        boolean again =
                container.sidecar() || (container.exitCode() != 0 && plan.restartPolicy() != RestartPolicy.NEVER);
        return timeline(container, start, again, stop);
    }

    /**
     * When what comes after this init container may start, whether or not the pod is stopped before; never if it fails.
     */
    private static long after(ContainerTimeline init) {
        Runs runs = init.runs();
        return init.plan().exitCode() != 0 || runs.start() == NEVER
                ? NEVER
                : runs.at(runs.start()).end();
    }

    /** Sidecars are asked to stop when all others are over. */
    private List<ContainerTimeline> boundedBy(List<ContainerTimeline> init, List<ContainerTimeline> main) {
        long over = main.stream().mapToLong(ContainerTimeline::over).max().orElse(NEVER);
        if (over == NEVER || (stop.isPresent() && stop.get().askedAt() <= over)) {
            return init;
        }
        Optional<Stop> bound = Optional.of(new Stop(over, stop.map(Stop::killAt).orElse(NEVER)));
        return init.stream()
                .map(container -> container.plan().sidecar()
                        ? new ContainerTimeline(
                                container.plan(), container.runs(), bound, container.waiting(), container.idPrefix())
                        : container)
                .toList();
    }

    private ContainerTimeline timeline(ContainerPlan container, long start, boolean again, Optional<Stop> asked) {
        var runs = new Runs(start, container.runMillis(), again, plan.backOffMillis(), plan.backOffLimitMillis());
        String waiting = plan.initContainers().isEmpty() ? "ContainerCreating" : "PodInitializing";
        String idPrefix = SimulatedProviderFactory.NAME + "://" + Long.toHexString(serial) + "-";
        return new ContainerTimeline(container, runs, asked, waiting, idPrefix);
    }
}
