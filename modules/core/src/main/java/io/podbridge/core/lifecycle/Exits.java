package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.status.Ending;
import io.podbridge.core.lifecycle.status.History;
import io.podbridge.core.lifecycle.status.Loss;
import io.podbridge.core.pod.RestartPolicy;
import java.util.Optional;

/** The ways out that several stages share. */
final class Exits {
    private Exits() {}

    /**
     * The way out of a pod on its way to run, or running, that is to be deleted, or whose end somebody has declared.
     */
    static Optional<Step> interrupted(Known known, LifecycleContext context) {
        return deleted(known, context)
                .or(() -> known.pod().status().phase().terminal()
                        ? Optional.of(Stopping.declared(known))
                        : Optional.empty());
    }

    /** The way out of a pod that is to be deleted. */
    static Optional<Step> deleted(Known known, LifecycleContext context) {
        return known.pod().deleting() ? Optional.of(Deleting.enter(known, context)) : Optional.empty();
    }

    /** The same; without a way out the stage stays as it is, and goes on with what is known. */
    static Step interruptedElse(Stage stay, Known known, LifecycleContext context) {
        return interrupted(known, context).orElseGet(() -> known.to(stay));
    }

    /** The way out of a pod that was met, of which no more runs, or is to run: somebody else began its end. */
    static Optional<Step> over(Known known, LifecycleContext context) {
        var pod = known.pod();
        if (pod.deleting()) {
            return Optional.of(Deleting.takeOver(known, context));
        }
        if (pod.status().phase().terminal()) {
            var told = known.with(History.of(pod));
            return Optional.of(Finished.enter(told, Ending.natural(pod, known.latest())));
        }
        // A replica that stopped the pod for this may have died before it could say so.
        return pod.overdue(context.now()) ? Optional.of(Stopping.overdue(known)) : Optional.empty();
    }

    /**
     * The way of a pod whose containers are lost: made again if the restart policy allows it (a lost container counts
     * as failed), otherwise over.
     */
    static Step lost(Known known, Loss loss, LifecycleContext context) {
        var pod = known.pod();
        var last = known.latest();
        var reported = known.with(last);
        if (last.finished(pod.spec())) {
            return Finished.enter(known, Ending.natural(pod, last));
        }
        // A sidecar alone is lost, which does not undo how the pod has ended.
        if (last.over(pod.spec())) {
            return Stopping.declared(reported);
        }
        if (pod.overdue(context.now())) {
            return Stopping.overdue(reported);
        }
        if (pod.spec().restartPolicy() == RestartPolicy.NEVER) {
            return Stopping.lost(reported, loss);
        }
        var again = known.with(known.history().lost(pod, last, loss, context.now()));
        return Creating.enter(again.fresh()).and(loss.note());
    }
}
