package io.podbridge.core.pod;

import io.podbridge.core.pod.ContainerState.Terminated;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happened to a pod's containers before those that run now.
 *
 * @param restarts container name to how often it was started again so far
 * @param endings container name to how it ended the last time
 * @param announced whether the API server is told of the pod even if nothing has started yet
 */
record History(Map<String, Integer> restarts, Map<String, Terminated> endings, boolean announced) {

    /** As far as the API server's status tells it. */
    static History of(Pod pod) {
        var restarts = new HashMap<String, Integer>();
        var endings = new HashMap<String, Terminated>();
        statuses(pod.status().initContainers(), pod.status().containers()).forEach(container -> {
            restarts.put(container.name(), container.restartCount());
            container.lastState().ifPresent(ended -> endings.put(container.name(), ended));
        });
        return new History(Map.copyOf(restarts), Map.copyOf(endings), pod.everStarted());
    }

    /** After the loss of all containers, each of which will be started again. */
    History lost(Pod pod, PodReport last, Loss loss, Instant now) {
        var counts = new HashMap<String, Integer>();
        var ends = new HashMap<String, Terminated>(endings);
        var lost = Reports.ended(last, loss, now);
        var latest = counting(pod).counting(last);
        names(pod).forEach(name -> counts.put(name, latest.restarts.getOrDefault(name, 0) + 1));
        statuses(lost.initContainers(), lost.containers()).forEach(container -> {
            if (container.state() instanceof Terminated ended) {
                ends.put(container.name(), ended);
            }
        });
        return new History(Map.copyOf(counts), Map.copyOf(ends), true);
    }

    /** With the API server's counts, where they are higher. */
    History counting(Pod pod) {
        return counting(statuses(pod.status().initContainers(), pod.status().containers()));
    }

    /** With the platform's counts, where they are higher. */
    History counting(PodReport report) {
        return counting(statuses(report.initContainers(), report.containers()));
    }

    History announce() {
        return announced ? this : new History(restarts, endings, true);
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
        return new History(Map.copyOf(counts), endings, announced);
    }

    private static Stream<ContainerStatus> statuses(List<ContainerStatus> init, List<ContainerStatus> containers) {
        return Stream.concat(init.stream(), containers.stream());
    }

    private static Stream<String> names(Pod pod) {
        return Stream.concat(pod.spec().initContainers().stream(), pod.spec().containers().stream())
                .map(Container::name);
    }
}
