package io.podbridge.devcluster.control.schedule;

import io.podbridge.devcluster.control.reconcile.PodView;
import io.podbridge.devcluster.control.reconcile.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a pod cannot go to a node, in the order and words of kube-scheduler's filter plugins. */
final class Predicates {

    /** @param lasting whether it stays although other pods go: preemption would not help */
    record Obstacle(String reason, boolean lasting) {}

    private static final Taint CORDON = new Taint(Taint.UNSCHEDULABLE, "", Taint.NO_SCHEDULE, Optional.empty());

    private Predicates() {}

    /** Empty if the pod can go there. */
    static List<Obstacle> obstacles(PodView pod, Load load) {
        var node = load.node();
        if (node.unschedulable() && !tolerates(pod, CORDON)) {
            return lasting("node(s) were unschedulable");
        }
        var taint = node.taints().stream()
                .filter(Taint::keepsOff)
                .filter(each -> !tolerates(pod, each))
                .findFirst();
        if (taint.isPresent()) {
            return lasting("node(s) had untolerated taint {%s: %s}"
                    .formatted(taint.get().key(), taint.get().value()));
        }
        if (!NodeAffinity.matches(pod, node)) {
            return lasting("node(s) didn't match Pod's node affinity/selector");
        }
        return shortages(pod, load);
    }

    private static List<Obstacle> shortages(PodView pod, Load load) {
        var asked = pod.requests();
        var free = load.free();
        var all = load.node().allocatable();
        var shortages = new ArrayList<Obstacle>();
        if (asked.pods() > free.pods()) {
            shortages.add(new Obstacle("Too many pods", asked.pods() > all.pods()));
        }
        if (asked.cpu() > 0 && asked.cpu() > free.cpu()) {
            shortages.add(new Obstacle("Insufficient cpu", asked.cpu() > all.cpu()));
        }
        if (asked.memory() > 0 && asked.memory() > free.memory()) {
            shortages.add(new Obstacle("Insufficient memory", asked.memory() > all.memory()));
        }
        return shortages;
    }

    /** How many {@code PreferNoSchedule} taints the pod does not tolerate. */
    static long disliked(PodView pod, NodeView node) {
        return node.taints().stream()
                .filter(taint -> !taint.keepsOff() && !tolerates(pod, taint))
                .count();
    }

    private static boolean tolerates(PodView pod, Taint taint) {
        return pod.tolerations().stream().anyMatch(toleration -> toleration.tolerates(taint));
    }

    private static List<Obstacle> lasting(String reason) {
        return List.of(new Obstacle(reason, true));
    }
}
