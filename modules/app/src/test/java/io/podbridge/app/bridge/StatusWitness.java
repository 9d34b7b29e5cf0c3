package io.podbridge.app.bridge;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Watches the node's pods, and remembers every status that went backwards. */
final class StatusWitness implements AutoCloseable, ResourceEventHandler<Pod> {
    private static final List<String> PHASES = List.of("Pending", "Running", "Succeeded", "Failed");

    private final List<String> regressions = new CopyOnWriteArrayList<>();
    private final SharedIndexInformer<Pod> informer;

    StatusWitness(Bridge bridge) {
        this.informer = bridge.admin()
                .pods()
                .inAnyNamespace()
                .withField("spec.nodeName", Bridge.NODE)
                .inform(this);
    }

    @Override
    public void onAdd(Pod pod) {}

    @Override
    public void onUpdate(Pod before, Pod after) {
        if (!before.getMetadata().getUid().equals(after.getMetadata().getUid())) {
            return;
        }
        int was = PHASES.indexOf(before.getStatus().getPhase());
        int is = PHASES.indexOf(after.getStatus().getPhase());
        if (is < was || (was >= 2 && is != was) || restarts(after) < restarts(before)) {
            regressions.add(after.getMetadata().getName() + ": " + summary(before) + " became " + summary(after));
        }
    }

    @Override
    public void onDelete(Pod pod, boolean unknown) {}

    private static int restarts(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .mapToInt(ContainerStatus::getRestartCount)
                .sum();
    }

    private static String summary(Pod pod) {
        return pod.getStatus().getPhase() + " with " + restarts(pod) + " restarts";
    }

    /** Every change that must not have been. */
    List<String> regressions() {
        return List.copyOf(regressions);
    }

    @Override
    public void close() {
        informer.close();
    }
}
