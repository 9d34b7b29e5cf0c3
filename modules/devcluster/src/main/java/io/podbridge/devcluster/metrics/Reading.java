package io.podbridge.devcluster.metrics;

import java.util.Map;
import java.util.Optional;

/**
 * What one answer of a kubelet says, as far as it is complete.
 *
 * @param node empty if the node's processor time or memory is missing or 0
 * @param pods the containers of each pod by name; a pod with a container of which the same is true is left out
 */
record Reading(Optional<Sample> node, Map<PodName, Map<String, Sample>> pods) {
    static final Reading NOTHING = new Reading(Optional.empty(), Map.of());

    Optional<Sample> container(PodName pod, String container) {
        return Optional.ofNullable(pods.getOrDefault(pod, Map.of()).get(container));
    }
}
