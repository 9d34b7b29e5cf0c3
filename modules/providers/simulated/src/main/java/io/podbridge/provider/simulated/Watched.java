package io.podbridge.provider.simulated;

import static io.podbridge.provider.simulated.Runs.NEVER;

import io.podbridge.core.pod.PodReport;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Pushes changes, for the pods that this replica was asked to create, update or give the status of, and no others:
 * those are the ones whose entities live here, and three replicas need not say everything three times. For the
 * {@link Loop}'s thread, but for {@link #subscribe}.
 */
final class Watched {
    private final Cloud cloud;
    private final Loop loop;

    /** UID to the time of the next report. */
    private final Map<String, Long> due = new HashMap<>();

    private volatile Optional<Consumer<PodReport>> sink = Optional.empty();

    Watched(Cloud cloud, Loop loop) {
        this.cloud = cloud;
        this.loop = loop;
    }

    void subscribe(Consumer<PodReport> changes) {
        sink = Optional.of(changes);
    }

    /** From now on the pod's changes are pushed; its report until then. */
    PodReport add(Instance instance, long now) {
        if (sink.isPresent() && !due.containsKey(instance.id().uid())) {
            reportAt(instance.id().uid(), instance.nextChange(now));
        }
        return instance.report(now);
    }

    /** The pod's plan or its end is another one now. */
    void changed(Instance instance) {
        if (due.containsKey(instance.id().uid())) {
            reportAt(instance.id().uid(), cloud.now());
        }
    }

    /** The pod has ended, with this as its last report. */
    void gone(PodReport last) {
        if (due.remove(last.id().uid()) != null) {
            sink.ifPresent(changes -> changes.accept(last));
        }
    }

    private void reportAt(String uid, long time) {
        due.put(uid, time);
        if (time != NEVER) {
            loop.at(time, () -> report(uid, time));
        }
    }

    private void report(String uid, long dueAt) {
        Long awaited = due.get(uid);
        if (awaited == null || awaited != dueAt) {
            return;
        }
        Optional<Instance> instance = cloud.find(uid);
        if (instance.isEmpty()) {
            // Late: it is gone by now. Its end is still due, and told where that is seen.
            return;
        }
        long now = cloud.now();
        sink.ifPresent(changes -> changes.accept(instance.get().report(now)));
        reportAt(uid, instance.get().nextChange(now));
    }
}
