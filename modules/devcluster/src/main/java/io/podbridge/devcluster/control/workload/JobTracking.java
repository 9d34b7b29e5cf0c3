package io.podbridge.devcluster.control.workload;

import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.PodView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Counts each pod of a Job once, though pods may be deleted at any moment and this program may end between two writes:
 * {@code trackJobStatusAndRemoveFinalizers}. A pod that has ended is first named in
 * {@code status.uncountedTerminatedPods}; then it loses its finalizer; then the number takes the place of the name.
 *
 * @param succeeded counted and uncounted together
 * @param failed likewise
 */
record JobTracking(int succeeded, int failed, ObjectNode status, List<Action> release) {
    static final String FINALIZER = "batch.kubernetes.io/job-tracking";
    private static final String UNCOUNTED = "uncountedTerminatedPods";

    /** Of the pods of the Job; those without the finalizer are counted already, or never will be. */
    static JobTracking of(JobView job, Collection<PodView> all) {
        var pods = all.stream().filter(JobTracking::tracked).toList();
        var status = job.status() instanceof ObjectNode old ? old.deepCopy() : Json.object();
        var held = pods.stream().map(pod -> pod.meta().uid()).collect(Collectors.toSet());
        var succeeded = names(job, "succeeded");
        var failed = names(job, "failed");
        int counted = count(status, "succeeded", succeeded, held);
        int lost = count(status, "failed", failed, held);
        var release = new ArrayList<Action>();
        for (var pod : pods) {
            var uid = pod.meta().uid();
            if (succeeded.contains(uid) || failed.contains(uid)) {
                release.add(release(pod));
            } else if (pod.succeeded()) {
                succeeded.add(uid);
            } else if (lost(job, pod)) {
                failed.add(uid);
            }
        }
        write(status, succeeded, failed);
        return new JobTracking(counted + succeeded.size(), lost + failed.size(), status, release);
    }

    /** A pod that is deleted while it runs has failed, too. */
    static boolean lost(JobView job, PodView pod) {
        return pod.failed() || (pod.meta().deleting() && !pod.succeeded() && !job.replaceFailedOnly());
    }

    private static Set<String> names(JobView job, String field) {
        return new HashSet<>(Json.list(job.status().path(UNCOUNTED).path(field)));
    }

    /** Those that have lost their finalizer become part of the number. */
    private static int count(ObjectNode status, String field, Set<String> names, Set<String> held) {
        int before = names.size();
        names.retainAll(held);
        int count = status.path(field).asInt(0) + before - names.size();
        if (count > 0) {
            status.put(field, count);
        }
        return count;
    }

    private static void write(ObjectNode status, Set<String> succeeded, Set<String> failed) {
        var uncounted = Json.object();
        if (!succeeded.isEmpty()) {
            succeeded.stream().sorted().forEach(uncounted.putArray("succeeded")::add);
        }
        if (!failed.isEmpty()) {
            failed.stream().sorted().forEach(uncounted.putArray("failed")::add);
        }
        status.set(UNCOUNTED, uncounted);
    }

    static boolean tracked(PodView pod) {
        return pod.meta().finalizers().contains(FINALIZER);
    }

    /** Takes the finalizer from a pod. */
    static Action release(PodView pod) {
        var body = Json.object();
        var left = body.putObject("metadata").putArray("finalizers");
        pod.meta().finalizers().stream()
                .filter(finalizer -> !finalizer.equals(FINALIZER))
                .forEach(left::add);
        return Action.merge(pod.meta(), "", body);
    }
}
