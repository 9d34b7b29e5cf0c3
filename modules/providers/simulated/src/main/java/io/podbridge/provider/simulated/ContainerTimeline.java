package io.podbridge.provider.simulated;

import static io.podbridge.provider.simulated.Runs.NEVER;

import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.provider.simulated.Runs.Run;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What one container does when.
 *
 * @param stop when it is asked to stop, if it is; that may be in the future
 * @param waiting why it waits for its first start
 * @param idPrefix what makes its container id unique among all instances
 */
record ContainerTimeline(ContainerPlan plan, Runs runs, Optional<Stop> stop, String waiting, String idPrefix) {
    private static final int SIGNALLED = 128;
    private static final int SIGKILL = 9;
    private static final int SIGTERM = 15;

    /** When it has ended for good; never if it runs on or is started again and again. */
    long over() {
        if (runs.start() == NEVER) {
            return NEVER;
        }
        if (stop.isPresent()) {
            long asked = stop.get().askedAt();
            return asked < runs.start() ? asked : ending(runs.at(asked)).at();
        }
        Run run = runs.at(runs.start());
        return run.next() == NEVER ? run.end() : NEVER;
    }

    /** The next time after this one at which its status changes, or never. */
    long nextChange(long now) {
        long asked = stop.map(Stop::askedAt).orElse(NEVER);
        if (asked < runs.start() || now < runs.start()) {
            return asked < runs.start() ? NEVER : runs.start();
        }
        Run run = runs.at(Math.min(now, asked));
        Ending ending = ending(run);
        if (now < ending.at()) {
            return ending.at();
        }
        return now < asked && run.next() < asked ? run.next() : NEVER;
    }

    /** Its status at this time. */
    ContainerStatus status(long now) {
        boolean stopped = stop.isPresent() && stop.get().askedAt() < runs.start();
        if (now < runs.start() || stopped) {
            return status(Optional.empty(), 0, new ContainerState.Waiting(waiting, ""), Optional.empty());
        }
        long asked = stop.map(Stop::askedAt).orElse(NEVER);
        Run run = runs.at(Math.min(now, asked));
        Ending ending = ending(run);
        Optional<String> id = Optional.of(idPrefix + plan.name() + "-" + run.number());
        if (now < ending.at()) {
            return status(id, run.number(), new ContainerState.Running(time(run.start())), previous(run));
        }
        var ended = terminated(run.start(), ending);
        return run.next() != NEVER && now < asked
                ? status(id, run.number(), backOff(run), Optional.of(ended))
                : status(id, run.number(), ended, previous(run));
    }

    private ContainerStatus status(
            Optional<String> id, int again, ContainerState state, Optional<ContainerState.Terminated> last) {
        boolean ready = state instanceof ContainerState.Running;
        return new ContainerStatus(plan.name(), plan.image(), id, ready, plan.restarts() + again, state, last);
    }

    private ContainerState.Waiting backOff(Run run) {
        long seconds = Math.max(1, (run.next() - run.end()) / 1000);
        return new ContainerState.Waiting(
                "CrashLoopBackOff", "back-off " + seconds + "s restarting failed container=" + plan.name());
    }

    private Optional<ContainerState.Terminated> previous(Run run) {
        return run.number() == 0
                ? Optional.empty()
                : Optional.of(terminated(
                        run.previousEnd() - plan.runMillis(), new Ending(run.previousEnd(), plan.exitCode(), false)));
    }

    /** When and how a run ends. */
    private record Ending(long at, int exitCode, boolean signalled) {}

    /** By itself, on request, or killed: whichever is first. */
    private Ending ending(Run run) {
        if (stop.isEmpty() || run.end() <= stop.get().askedAt()) {
            return new Ending(run.end(), plan.exitCode(), false);
        }
        long onRequest = stop.get().askedAt() + plan.stopMillis();
        long killed = stop.get().killAt();
        if (run.end() <= Math.min(onRequest, killed)) {
            return new Ending(run.end(), plan.exitCode(), false);
        }
        return onRequest <= killed
                ? new Ending(onRequest, plan.stopExitCode(), plan.stopExitCode() == SIGNALLED + SIGTERM)
                : new Ending(killed, SIGNALLED + SIGKILL, true);
    }

    private static ContainerState.Terminated terminated(long start, Ending ending) {
        return new ContainerState.Terminated(
                ending.exitCode(),
                ending.signalled() ? Optional.of(ending.exitCode() - SIGNALLED) : Optional.empty(),
                ending.exitCode() == 0 ? "Completed" : "Error",
                "",
                Optional.of(time(start)),
                Optional.of(time(ending.at())));
    }

    private static Instant time(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS);
    }
}
