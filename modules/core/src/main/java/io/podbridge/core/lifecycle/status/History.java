package io.podbridge.core.lifecycle.status;

import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.ContainerState.Terminated;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The history of a pod's containers before those that run now.
 *
 * @param restarts container name to how often it was started again so far
 * @param endings container name to how it ended the last time
 * @param done container name to the status of one that has done its work, and is not started again with the others
 * @param announced whether the API server is told of the pod even if nothing has started yet
 */
public record History(
        Map<String, Integer> restarts,
        Map<String, Terminated> endings,
        Map<String, ContainerStatus> done,
        boolean announced) {

    /** A history in which nothing has happened. */
    public static History none() {
        return new History(Map.of(), Map.of(), Map.of(), false);
    }

    /** The history as far as the API server's status tells it. */
    public static History of(Pod pod) {
        var restarts = new HashMap<String, Integer>();
        var endings = new HashMap<String, Terminated>();
        statuses(pod.status().initContainers(), pod.status().containers()).forEach(container -> {
            restarts.put(container.name(), container.restartCount());
            container.lastState().ifPresent(ended -> endings.put(container.name(), ended));
        });
        return new History(Map.copyOf(restarts), Map.copyOf(endings), Map.of(), pod.everStarted())
                .done(pod, PodReport.known(pod));
    }

    /**
     * The history after the loss of all containers, each of which will be started again unless it has done its work.
     */
    public History lost(Pod pod, PodReport last, Loss loss, Instant now) {
        var finished = done(pod, last).done;
        var counts = new HashMap<String, Integer>();
        var ends = new HashMap<String, Terminated>(endings);
        var lost = loss.ending(last, now);
        var latest = counting(pod).counting(last);
        names(pod)
                .filter(name -> !finished.containsKey(name))
                .forEach(name -> counts.put(name, latest.restarts.getOrDefault(name, 0) + 1));
        statuses(lost.initContainers(), lost.containers()).forEach(container -> {
            if (container.state() instanceof Terminated ended && !finished.containsKey(container.name())) {
                ends.put(container.name(), ended);
            }
        });
        return new History(Map.copyOf(counts), Map.copyOf(ends), finished, true);
    }

    /**
     * The same with the containers that, by this report, have done their work: ended with 0 where only a failure is
     * tried again. A kubelet does not start them again with a new sandbox either (kuberuntime_manager.go,
     * computePodActions).
     */
    public History done(Pod pod, PodReport report) {
        if (pod.spec().restartPolicy() != RestartPolicy.ON_FAILURE) {
            return this;
        }
        var all = new HashMap<>(done);
        report.containers().stream()
                .filter(History::succeeded)
                .forEach(container -> all.put(container.name(), container));
        return new History(restarts, endings, Map.copyOf(all), announced);
    }

    /** The pod as the platform is given it: without the containers that have done their work. */
    public Pod remaining(Pod pod) {
        return done.isEmpty() ? pod : pod.with(pod.spec().without(done.keySet()));
    }

    /** The report, with the containers of which the platform knows no more. */
    public PodReport withDone(PodReport report) {
        return done.isEmpty() ? report : report.replacing(done);
    }

    /** The same with the API server's counts, where they are higher. */
    public History counting(Pod pod) {
        return counting(statuses(pod.status().initContainers(), pod.status().containers()));
    }

    /** The same with the platform's counts, where they are higher. */
    public History counting(PodReport report) {
        return counting(statuses(report.initContainers(), report.containers()));
    }

    /** The same, of which the API server is told. */
    public History announce() {
        return announced ? this : new History(restarts, endings, done, true);
    }

    int restartsOf(String container) {
        return restarts.getOrDefault(container, 0);
    }

    Optional<Terminated> endingOf(String container) {
        return Optional.ofNullable(endings.get(container));
    }

    private History counting(Stream<ContainerStatus> statuses) {
        var counts = new HashMap<>(restarts);
        statuses.forEach(container -> counts.merge(container.name(), container.restartCount(), Math::max));
        return new History(Map.copyOf(counts), endings, done, announced);
    }

    private static boolean succeeded(ContainerStatus container) {
        return container.state() instanceof Terminated ended && ended.exitCode() == 0;
    }

    private static Stream<ContainerStatus> statuses(List<ContainerStatus> init, List<ContainerStatus> containers) {
        return Stream.concat(init.stream(), containers.stream());
    }

    private static Stream<String> names(Pod pod) {
        return Stream.concat(pod.spec().initContainers().stream(), pod.spec().containers().stream())
                .map(Container::name);
    }
}
