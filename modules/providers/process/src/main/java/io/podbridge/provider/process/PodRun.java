package io.podbridge.provider.process;

import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.PodSpec;
import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.core.provider.PodRequest;
import io.podbridge.provider.process.ContainerRun.Kind;
import io.podbridge.provider.process.ContainerRun.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A pod that runs.
 *
 * @param policy the pod's
 * @param grace the time its sidecars get once the others have ended
 * @param init in the order of the spec, sidecars among them
 * @param main in the order of the spec
 * @param stopBy present once it is to end: when what still runs is killed
 * @param lost whether it has to end because the others may believe this replica dead
 */
record PodRun(
        RestartPolicy policy,
        Duration grace,
        List<ContainerRun> init,
        List<ContainerRun> main,
        Optional<Instant> stopBy,
        boolean lost) {

    /** A pod of which nothing was started yet. */
    static PodRun of(PodRequest request) {
        PodSpec spec = request.pod().spec();
        return new PodRun(
                spec.restartPolicy(),
                spec.terminationGracePeriod(),
                spec.initContainers().stream()
                        .map(each -> waiting(each, each.restartable() ? Kind.SIDECAR : Kind.INIT, request.restarts()))
                        .toList(),
                spec.containers().stream()
                        .map(each -> waiting(each, Kind.MAIN, request.restarts()))
                        .toList(),
                Optional.empty(),
                false);
    }

    private static ContainerRun waiting(Container container, Kind kind, Map<String, Integer> restarts) {
        return ContainerRun.waiting(
                container.name(), container.image(), kind, restarts.getOrDefault(container.name(), 0));
    }

    /** All containers, init containers first. */
    Stream<ContainerRun> containers() {
        return Stream.concat(init.stream(), main.stream());
    }

    /** The restart count of that container once it is started the next time. */
    int nextRestartCount(String name) {
        return containers()
                .filter(each -> each.name().equals(name))
                .mapToInt(each -> each.earlierRestarts() + each.starts())
                .findFirst()
                .orElseThrow();
    }

    /** Whether the containers have ended for good, or cannot come to run. */
    boolean over() {
        return main.stream().allMatch(PodRun::ended)
                || init.stream()
                        .anyMatch(
                                container -> container.kind() == Kind.INIT && ended(container) && !container.passed());
    }

    /** Whether it is to end, and nothing of it runs any more. */
    boolean down() {
        return stopBy.isPresent() && containers().noneMatch(ContainerRun::live);
    }

    /** When something is due though nothing happens. */
    Optional<Instant> nextDue() {
        if (stopBy.isPresent()) {
            return down() ? Optional.empty() : stopBy;
        }
        return containers()
                .flatMap(container -> container.stage() instanceof Stage.BackingOff waiting
                        ? Stream.of(waiting.until())
                        : Stream.empty())
                .min(Instant::compareTo);
    }

    PodRun change(String name, UnaryOperator<ContainerRun> change) {
        UnaryOperator<ContainerRun> onlyThis = each -> each.name().equals(name) ? change.apply(each) : each;
        return with(
                init.stream().map(onlyThis).toList(),
                main.stream().map(onlyThis).toList());
    }

    PodRun with(List<ContainerRun> newInit, List<ContainerRun> newMain) {
        return new PodRun(policy, grace, newInit, newMain, stopBy, lost);
    }

    /** To end by then, or earlier if that was said before. */
    PodRun stoppingBy(Instant deadline) {
        Instant earliest = stopBy.filter(before -> before.isBefore(deadline)).orElse(deadline);
        return new PodRun(policy, grace, init, main, Optional.of(earliest), lost);
    }

    PodRun losing() {
        return new PodRun(policy, grace, init, main, stopBy, true);
    }

    private static boolean ended(ContainerRun container) {
        return container.stage() instanceof Stage.Ended;
    }
}
