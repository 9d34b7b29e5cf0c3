package io.podbridge.core.provider;

import io.podbridge.core.lifecycle.protocol.PodEvent;

/** Reaches the entity of a pod, wherever in the cluster it lives. */
@FunctionalInterface
public interface PodDirectory {

    /** Tells the pod's entity. At most once, as every message between replicas. */
    void tell(String uid, PodEvent event);
}
