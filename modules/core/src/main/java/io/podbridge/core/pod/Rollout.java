package io.podbridge.core.pod;

/**
 * Which version of the pod the platform follows.
 *
 * @param spec as the platform was given it last
 * @param generation likewise
 * @param stale whether the platform is known to follow an older one, and is to be told
 * @param refused whether it is known that it will go on following an older one
 * @param attempt at bringing it in line
 */
record Rollout(PodSpec spec, long generation, boolean stale, boolean refused, Attempt attempt) {

    /** It was made as ordered. */
    static Rollout of(Pod ordered) {
        return new Rollout(ordered.spec(), ordered.generation(), false, false, Attempt.first());
    }

    /** It was found; if the pod changed after the last status, nobody knows whether the platform was told. */
    static Rollout found(Pod pod) {
        long observed = pod.status().observedGeneration();
        boolean stale = observed > 0 && observed < pod.generation();
        return new Rollout(pod.spec(), stale ? observed : pod.generation(), stale, false, Attempt.first());
    }

    /** Whether the platform should be told, and is not being waited for. */
    boolean due(Pod pod) {
        return !attempt.waiting() && behind(pod);
    }

    /** The generation that what runs follows. A change that is none of the platform's business counts at once. */
    long follows(Pod pod) {
        return refused || behind(pod) ? Math.min(generation, pod.generation()) : pod.generation();
    }

    Rollout failed(Pod ordered, ProviderFailure failure) {
        // What the platform can never do is not asked for again, until it is something else.
        return failure instanceof ProviderFailure.Invalid
                ? new Rollout(ordered.spec(), generation, false, true, Attempt.first())
                : new Rollout(spec, generation, true, refused, attempt.failed(failure));
    }

    Rollout again() {
        return new Rollout(spec, generation, stale, refused, attempt.again());
    }

    private boolean behind(Pod pod) {
        return stale
                || !spec.containers().equals(pod.spec().containers())
                || !spec.initContainers().equals(pod.spec().initContainers());
    }
}
