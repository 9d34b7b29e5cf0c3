package io.podbridge.core.kube;

import java.util.List;

/** The conditions of a pod that a kubelet writes; all others are somebody else's, and stay as they are. */
final class OwnedConditions {

    /**
     * In the order in which a pod reaches them, which is the order of {@code PodStatus.conditions}. Source: Kubernetes
     * documentation, "Pod Lifecycle", pod conditions.
     */
    static final List<String> TYPES = List.of("PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready");

    private OwnedConditions() {}
}
