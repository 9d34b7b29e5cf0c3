package io.podbridge.devcluster.control.workload;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ReplicaSets of a Deployment.
 *
 * @param newest the one of the Deployment's template, the oldest if there are several; absent before it is made
 * @param old all others, the oldest first
 */
record Revisions(Optional<ReplicaSetView> newest, List<ReplicaSetView> old) {

    static Revisions of(DeploymentView deployment, Collection<ReplicaSetView> sets) {
        var sorted = sets.stream().sorted(ReplicaSetView.OLDEST_FIRST).toList();
        var newest = sorted.stream()
                .filter(set -> PodTemplate.same(set.template(), deployment.template()))
                .findFirst();
        var old = sorted.stream()
                .filter(set -> newest.map(each -> !each.uid().equals(set.uid())).orElse(true))
                .toList();
        return new Revisions(newest, old);
    }

    List<ReplicaSetView> all() {
        return Stream.concat(old.stream(), newest.stream()).toList();
    }

    /** The revision that the newest has or will have. */
    long revision() {
        long before = old.stream().mapToLong(ReplicaSetView::revision).max().orElse(0);
        return Math.max(before + 1, newest.map(ReplicaSetView::revision).orElse(0L));
    }
}
