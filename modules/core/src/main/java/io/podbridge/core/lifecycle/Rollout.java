package io.podbridge.core.lifecycle;

import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodSpec;
import io.podbridge.core.pod.ProviderFailure;

/**
 * Which version of the pod the platform follows.
 *
 * @param spec as the platform was given it last
 * @param generation likewise
 * @param stale whether the platform is known to follow an older one, and is to be told
 * @param refused whether it is known that it will go on following an older one
 */
record Rollout(PodSpec spec, long generation, boolean stale, boolean refused) {

    /** What runs was made as ordered. */
    static Rollout of(Pod ordered) {
        return new Rollout(ordered.spec(), ordered.generation(), false, false);
    }

    /**
     * What runs was found; if the pod changed after the last status, nobody knows whether the platform was told. A pod
     * without a status may have been made as it was first.
     */
    static Rollout found(Pod pod) {
        long told = Math.max(pod.status().observedGeneration(), Pod.FIRST_GENERATION);
        boolean stale = told < pod.generation();
        return new Rollout(pod.spec(), stale ? told : pod.generation(), stale, false);
    }

    /** The generation that what runs follows. A change that is none of the platform's business counts at once. */
    long follows(Pod pod) {
        return refused || behind(pod) ? Math.min(generation, pod.generation()) : pod.generation();
    }

    /** The platform was told of the ordered pod, and did not follow. */
    Rollout failed(Pod ordered, ProviderFailure failure) {
        // What the platform can never do is not asked for again, until it is something else.
        return failure instanceof ProviderFailure.Invalid
                ? new Rollout(ordered.spec(), generation, false, true)
                : new Rollout(spec, generation, true, refused);
    }

    /** Whether the platform is to be told of this pod. */
    boolean behind(Pod pod) {
        return stale
                || !spec.containers().equals(pod.spec().containers())
                || !spec.initContainers().equals(pod.spec().initContainers());
    }
}
