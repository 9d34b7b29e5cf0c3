package io.podbridge.core.pod;

import java.util.Optional;

/** What follows from the loss of a pod's containers. */
final class Lost {
    private Lost() {}

    /** Made again if the restart policy allows it (a lost container counts as failed), otherwise over. */
    static Step enter(Pod pod, PodReport last, History history, Loss loss, LifecycleContext context) {
        var policy = pod.spec().restartPolicy();
        if (last.finished(pod.spec())) {
            return Step.to(new Finished(pod, history, Ending.natural(pod, last), false));
        }
        // A sidecar alone is lost, which does not undo how the pod has ended.
        if (last.over(pod.spec())) {
            return Stopping.declared(pod, Optional.of(last), history);
        }
        if (Deadline.over(pod, context.now())) {
            return Stopping.overdue(pod, Optional.of(last), history);
        }
        if (policy == RestartPolicy.NEVER) {
            return Stopping.lost(pod, last, history, loss);
        }
        var step = Creating.enter(pod, history.lost(pod, last, loss, context.now()), Attempt.first());
        return step.and(Notes.lost(loss));
    }
}
