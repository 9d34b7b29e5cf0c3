package io.podbridge.devcluster.control.workload;

import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.Observed;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Deployment.
 *
 * @param maxSurge as a number of pods; 0 for Recreate
 * @param maxUnavailable as a number of pods, never 0 together with maxSurge; 0 for Recreate
 * @param progressDeadline seconds; {@link Integer#MAX_VALUE} for none
 * @param tree not to be changed
 */
record DeploymentView(
        Meta meta,
        int replicas,
        boolean recreate,
        int maxSurge,
        int maxUnavailable,
        boolean paused,
        int minReadySeconds,
        int historyLimit,
        int progressDeadline,
        int collisions,
        Map<String, String> annotations,
        ObjectNode tree) {

    static DeploymentView of(Observed.Whole deployment) {
        var spec = deployment.tree().path("spec");
        int replicas = spec.path("replicas").asInt(1);
        boolean recreate = spec.path("strategy").path("type").asString("").equals("Recreate");
        var rolling = spec.path("strategy").path("rollingUpdate");
        int surge = recreate ? 0 : IntOrPercent.of(rolling.path("maxSurge"), "25%", replicas, true);
        int unavailable = recreate ? 0 : IntOrPercent.of(rolling.path("maxUnavailable"), "25%", replicas, false);
        return new DeploymentView(
                deployment.meta(),
                replicas,
                recreate,
                surge,
                // both may be rounded to 0, and then nothing would ever move (ResolveFenceposts)
                !recreate && surge == 0 && unavailable == 0 ? 1 : Math.min(unavailable, replicas),
                spec.path("paused").asBoolean(false),
                spec.path("minReadySeconds").asInt(0),
                spec.path("revisionHistoryLimit").asInt(10),
                spec.path("progressDeadlineSeconds").asInt(600),
                deployment.tree().path("status").path("collisionCount").asInt(0),
                Json.strings(deployment.tree().path("metadata").path("annotations")),
                deployment.tree());
    }

    JsonNode template() {
        return tree.path("spec").path("template");
    }

    JsonNode selector() {
        return tree.path("spec").path("selector");
    }

    JsonNode status() {
        return tree.path("status");
    }

    /** As far as the sizes decide it; a Deployment that is recreated is unavailable for a while all the same. */
    int minAvailable() {
        return replicas - maxUnavailable;
    }

    /** The number of pods that there may be at most, while there are any. */
    int maxTotal() {
        return replicas + maxSurge;
    }
}
