package io.podbridge.devcluster.control.workload;

import io.podbridge.devcluster.control.reconcile.Conditions;
import io.podbridge.devcluster.control.reconcile.Conditions.Said;
import io.podbridge.devcluster.control.reconcile.Conditions.Stamp;
import io.podbridge.devcluster.control.reconcile.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The status of a Deployment: {@code calculateStatus} and {@code syncRolloutStatus} of kube-controller-manager. */
final class DeploymentStatus {
    private static final String COMPLETE = "NewReplicaSetAvailable";
    private static final String TIMED_OUT = "ProgressDeadlineExceeded";

    private final DeploymentView deployment;
    private final Revisions sets;
    private final Instant now;
    private final ObjectNode status;

    private DeploymentStatus(DeploymentView deployment, Revisions sets, Instant now) {
        this.deployment = deployment;
        this.sets = sets;
        this.now = now;
        this.status = deployment.status() instanceof ObjectNode old ? old.deepCopy() : Json.object();
    }

    /** What it shall be; the same as it is if there is nothing to write. */
    static ObjectNode of(DeploymentView deployment, Revisions sets, Instant now) {
        var next = new DeploymentStatus(deployment, sets, now);
        next.counts();
        next.available();
        next.progressing();
        return next.status;
    }

    /** When the deadline runs out, if something waits for it. */
    static Optional<Duration> untilDeadline(DeploymentView deployment, Instant now) {
        return Conditions.find(deployment.status(), "Progressing")
                .filter(progress -> progress.path("status").asString("").equals("True"))
                .filter(progress -> !reason(progress).equals(COMPLETE) && hasDeadline(deployment))
                .map(progress -> Duration.between(now, deadline(deployment, progress)))
                .map(left -> left.isNegative() ? Duration.ofSeconds(1) : left.plusSeconds(1));
    }

    private void counts() {
        put("observedGeneration", (int) deployment.meta().generation());
        put(
                "replicas",
                sets.all().stream().mapToInt(set -> set.status().replicas()).sum());
        put("updatedReplicas", sets.newest().map(set -> set.status().replicas()).orElse(0));
        put(
                "readyReplicas",
                sets.all().stream().mapToInt(set -> set.status().ready()).sum());
        put("availableReplicas", Rollout.available(sets.all()));
        put("unavailableReplicas", Math.max(0, Rollout.total(sets.all()) - Rollout.available(sets.all())));
    }

    private void put(String field, int count) {
        if (count == 0) {
            status.remove(field);
        } else {
            status.put(field, count);
        }
    }

    private int count(String field) {
        return status.path(field).asInt(0);
    }

    private int before(String field) {
        return deployment.status().path(field).asInt(0);
    }

    private void available() {
        boolean enough = count("availableReplicas") >= deployment.minAvailable();
        say(
                enough
                        ? new Said(
                                "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
                        : new Said(
                                "Available",
                                "False",
                                "MinimumReplicasUnavailable",
                                "Deployment does not have minimum availability."));
    }

    private void progressing() {
        if (!hasDeadline(deployment)) {
            Conditions.remove(status, "Progressing");
            return;
        }
        var current = Conditions.find(status, "Progressing");
        if (deployment.paused()
                || current.map(DeploymentStatus::reason).orElse("").equals("DeploymentPaused")) {
            pause();
        } else if (sets.newest().isPresent()) {
            rollout(sets.newest().get(), current);
        }
    }

    private void pause() {
        say(
                deployment.paused()
                        ? new Said("Progressing", "Unknown", "DeploymentPaused", "Deployment is paused")
                        : new Said("Progressing", "Unknown", "DeploymentResumed", "Deployment is resumed"));
    }

    private void rollout(ReplicaSetView newest, Optional<JsonNode> current) {
        var quoted = "\"" + newest.name() + "\"";
        boolean told = current.map(
                        condition -> condition.path("message").asString("").contains(quoted))
                .orElse(false);
        boolean wasComplete = current.map(DeploymentStatus::reason).orElse("").equals(COMPLETE);
        if (complete()) {
            say(progress("True", COMPLETE, "ReplicaSet " + quoted + " has successfully progressed."));
        } else if (!told) {
            say(begun(newest, quoted));
        } else if (count("replicas") != count("updatedReplicas") || !wasComplete) {
            advance(quoted, current.orElseThrow());
        }
    }

    private static Said begun(ReplicaSetView newest, String quoted) {
        return newest.annotations().containsKey(Annotations.REVISION_HISTORY)
                ? progress("True", "FoundNewReplicaSet", "Found new replica set " + quoted)
                : progress("True", "NewReplicaSetCreated", "Created new replica set " + quoted);
    }

    private void advance(String quoted, JsonNode current) {
        if (advanced()) {
            var said = progress("True", "ReplicaSetUpdated", "ReplicaSet " + quoted + " is progressing.");
            Conditions.touch(status, said, now, Stamp.UPDATE);
        } else if (!reason(current).equals(COMPLETE) && !now.isBefore(deadline(deployment, current))) {
            say(progress("False", TIMED_OUT, "ReplicaSet " + quoted + " has timed out progressing."));
        }
    }

    private boolean complete() {
        return count("updatedReplicas") == deployment.replicas()
                && count("replicas") == deployment.replicas()
                && count("availableReplicas") == deployment.replicas();
    }

    private boolean advanced() {
        return count("updatedReplicas") > before("updatedReplicas")
                || count("replicas") - count("updatedReplicas") < before("replicas") - before("updatedReplicas")
                || count("readyReplicas") > before("readyReplicas")
                || count("availableReplicas") > before("availableReplicas");
    }

    private void say(Said said) {
        Conditions.set(status, said, now, Stamp.UPDATE);
    }

    private static Said progress(String status, String reason, String message) {
        return new Said("Progressing", status, reason, message);
    }

    private static String reason(JsonNode condition) {
        return condition.path("reason").asString("");
    }

    private static boolean hasDeadline(DeploymentView deployment) {
        return deployment.progressDeadline() != Integer.MAX_VALUE;
    }

    private static Instant deadline(DeploymentView deployment, JsonNode progress) {
        return Json.time(progress.path("lastUpdateTime"))
                .orElse(Instant.EPOCH)
                .plusSeconds(deployment.progressDeadline());
    }
}
