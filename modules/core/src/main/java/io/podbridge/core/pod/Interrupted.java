package io.podbridge.core.pod;

import java.util.Optional;

/** What a new observation may interrupt, wherever a pod is on its way to run or runs. */
final class Interrupted {
    private Interrupted() {}

    /** The way out, if the pod is to be deleted, or if somebody else has declared its end. */
    static Optional<Step> by(Pod pod, Optional<PodReport> report, History history, LifecycleContext context) {
        if (pod.deleting()) {
            return Optional.of(Deleting.enter(pod, report, history, context));
        }
        if (pod.status().phase().terminal()) {
            return Optional.of(Stopping.declared(pod, report, history));
        }
        return Optional.empty();
    }
}
