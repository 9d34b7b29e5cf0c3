package io.podbridge.devcluster.control.workload;

import static io.podbridge.devcluster.resource.ResourceTypes.REPLICA_SETS;

import io.podbridge.devcluster.api.DeleteOptions.Propagation;
import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What is to be done for a Deployment, given its ReplicaSets. */
final class DeploymentDecision {
    private final DeploymentView deployment;
    private final Revisions sets;
    private final boolean oldPods;
    private final Instant now;
    private final List<Action> actions = new ArrayList<>();

    private DeploymentDecision(DeploymentView deployment, Revisions sets, boolean oldPods, Instant now) {
        this.deployment = deployment;
        this.sets = sets;
        this.oldPods = oldPods;
        this.now = now;
    }

    /**
     * @param owned the ReplicaSets that it controls
     * @param taken the names of all ReplicaSets of the namespace that are its own or not
     * @param oldPods whether pods of ReplicaSets other than the newest have not terminated
     */
    static Decision of(
            DeploymentView deployment,
            Collection<ReplicaSetView> owned,
            Collection<String> taken,
            boolean oldPods,
            Instant now) {
        if (deployment.meta().deleting()) {
            return Decision.NOTHING;
        }
        var decision = new DeploymentDecision(deployment, Revisions.of(deployment, owned), oldPods, now);
        decision.replicaSets(taken);
        decision.deployment();
        var next = Decision.of(decision.actions);
        return DeploymentStatus.untilDeadline(deployment, now).map(next::again).orElse(next);
    }

    private void replicaSets(Collection<String> taken) {
        var sizes = Rollout.sizes(deployment, sets, oldPods);
        boolean wanted = sets.newest().isEmpty() && !deployment.paused() && sizes.isEmpty();
        if (wanted && (deployment.recreate() ? !oldPods : Rollout.observed(sets))) {
            create(taken);
            return;
        }
        sets.all().forEach(set -> change(set, sizes));
        if (DeploymentStatus.of(deployment, sets, now).path("updatedReplicas").asInt(0) == deployment.replicas()
                && Rollout.total(sets.old()) == 0) {
            Rollout.outdated(deployment, sets)
                    .forEach(set -> actions.add(Action.delete(set.meta(), Propagation.BACKGROUND)));
        }
    }

    private void create(Collection<String> taken) {
        var hash = PodTemplate.hash(deployment.template(), deployment.collisions());
        var name = deployment.meta().key().name() + "-" + hash;
        if (taken.contains(name)) { // another template has the same hash: the next one is counted on from here
            var body = deployment.tree().deepCopy();
            body.withObjectProperty("status").put("collisionCount", deployment.collisions() + 1);
            actions.add(new Action.Update(deployment.meta().key(), "status", body));
            return;
        }
        int size = Rollout.first(deployment, sets);
        var namespace = deployment.meta().key().namespace();
        actions.add(new Action.Create(REPLICA_SETS, namespace, replicaSet(name, hash, size), deployment.meta()));
        tell(name, 0, size);
    }

    private ObjectNode replicaSet(String name, String hash, int size) {
        var annotations = Annotations.ofNewest(deployment, Map.of(), sets.revision());
        Annotations.putSize(annotations, deployment);
        var set = Json.object().put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
        var template = deployment.template().deepCopy();
        if (template instanceof ObjectNode object) {
            object.withObjectProperty("metadata").withObjectProperty("labels").put(PodTemplate.HASH_LABEL, hash);
        }
        var metadata = set.putObject("metadata")
                .put("name", name)
                .put("namespace", deployment.meta().key().namespace());
        metadata.set("labels", template.path("metadata").path("labels").deepCopy());
        metadata.set("annotations", Json.of(annotations));
        metadata.putArray("ownerReferences")
                .add(Owner.controller(deployment.meta()).tree());
        var spec = set.putObject("spec").put("replicas", size);
        if (deployment.minReadySeconds() > 0) {
            spec.put("minReadySeconds", deployment.minReadySeconds());
        }
        spec.set("selector", deployment.selector().deepCopy());
        spec.withObjectProperty("selector").withObjectProperty("matchLabels").put(PodTemplate.HASH_LABEL, hash);
        spec.set("template", template);
        return set;
    }

    /** A ReplicaSet gets a new size, and the newest one what it takes over from the Deployment, in one write. */
    private void change(ReplicaSetView set, Map<String, Integer> sizes) {
        boolean newest = sets.newest().filter(set::equals).isPresent();
        int size = sizes.getOrDefault(set.uid(), set.replicas());
        var annotations = newest && !deployment.paused()
                ? Annotations.ofNewest(deployment, set.annotations(), sets.revision())
                : new LinkedHashMap<>(set.annotations());
        if (sizes.containsKey(set.uid())) {
            Annotations.putSize(annotations, deployment);
        }
        int minReady = newest && !deployment.paused() ? deployment.minReadySeconds() : set.minReadySeconds();
        if (size == set.replicas() && annotations.equals(set.annotations()) && minReady == set.minReadySeconds()) {
            return;
        }
        var body = set.tree().deepCopy();
        body.withObjectProperty("metadata").set("annotations", Json.of(annotations));
        body.withObjectProperty("spec").put("replicas", size).put("minReadySeconds", minReady);
        actions.add(new Action.Update(set.meta().key(), "", body));
        tell(set.name(), set.replicas(), size);
    }

    private void tell(String name, int from, int to) {
        if (from != to) {
            var message = "Scaled %s replica set %s from %d to %d".formatted(from < to ? "up" : "down", name, from, to);
            actions.add(new Action.Tell(deployment.meta(), false, "ScalingReplicaSet", message));
        }
    }

    /** One write at most: a second one would be refused as a conflict with the first. */
    private void deployment() {
        var revision = sets.newest()
                .map(ReplicaSetView::revision)
                .filter(number -> number > 0)
                .map(number -> Long.toString(number));
        if (revision.isPresent()
                && !revision.get().equals(deployment.annotations().get(Annotations.REVISION))) {
            var body = Json.object();
            body.putObject("metadata").putObject("annotations").put(Annotations.REVISION, revision.get());
            actions.add(Action.merge(deployment.meta(), "", body));
            return;
        }
        var status = DeploymentStatus.of(deployment, sets, now);
        boolean written = actions.stream()
                .anyMatch(action -> action instanceof Action.Update(var key, var part, var body)
                        && key.equals(deployment.meta().key()));
        if (!status.equals(deployment.status()) && !written) {
            var body = deployment.tree().deepCopy();
            body.set("status", status);
            actions.add(new Action.Update(deployment.meta().key(), "status", body));
        }
    }
}
