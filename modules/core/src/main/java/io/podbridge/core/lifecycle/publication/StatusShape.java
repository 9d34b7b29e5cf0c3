package io.podbridge.core.lifecycle.publication;

import io.podbridge.core.pod.Condition;
import io.podbridge.core.pod.PodStatus;
import java.util.List;
import java.util.Optional;

/** Compares what two statuses say, whenever they began to be so. */
final class StatusShape {
    private StatusShape() {}

    static boolean same(PodStatus one, PodStatus other) {
        return timeless(one).equals(timeless(other));
    }

    private static PodStatus timeless(PodStatus status) {
        List<Condition> conditions = status.conditions().stream()
                .map(condition -> new Condition(
                        condition.type(),
                        condition.status(),
                        condition.reason(),
                        condition.message(),
                        Optional.empty()))
                .toList();
        return new PodStatus(
                status.phase(),
                status.reason(),
                status.message(),
                conditions,
                status.initContainers(),
                status.containers(),
                status.hostIp(),
                status.podIp(),
                Optional.empty(),
                status.observedGeneration(),
                status.ephemeralContainers());
    }
}
