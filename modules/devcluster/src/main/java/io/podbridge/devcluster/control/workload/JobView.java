package io.podbridge.devcluster.control.workload;

import io.podbridge.devcluster.control.reconcile.Conditions;
import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.Observed;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Job.
 *
 * @param completions absent for a work queue: done when one pod has succeeded and all have ended
 * @param deadline {@code activeDeadlineSeconds}
 * @param ttl {@code ttlSecondsAfterFinished}
 * @param tree not to be changed
 */
record JobView(
        Meta meta,
        int parallelism,
        OptionalInt completions,
        int backoffLimit,
        OptionalLong deadline,
        OptionalLong ttl,
        boolean suspended,
        boolean replaceFailedOnly,
        Optional<Instant> started,
        ObjectNode tree) {

    static JobView of(Observed.Whole job) {
        var spec = job.tree().path("spec");
        var completions = spec.path("completions");
        return new JobView(
                job.meta(),
                spec.path("parallelism").asInt(1),
                completions.isNumber() ? OptionalInt.of(completions.asInt(0)) : OptionalInt.empty(),
                spec.path("backoffLimit").asInt(6),
                seconds(spec.path("activeDeadlineSeconds")),
                seconds(spec.path("ttlSecondsAfterFinished")),
                spec.path("suspend").asBoolean(false),
                spec.path("podReplacementPolicy").asString("").equals("Failed"),
                Json.time(job.tree().path("status").path("startTime")),
                job.tree());
    }

    private static OptionalLong seconds(JsonNode node) {
        return node.isNumber() ? OptionalLong.of(node.asLong(0)) : OptionalLong.empty();
    }

    JsonNode template() {
        return tree.path("spec").path("template");
    }

    JsonNode status() {
        return tree.path("status");
    }

    int succeeded() {
        return status().path("succeeded").asInt(0);
    }

    int failed() {
        return status().path("failed").asInt(0);
    }

    /** When it came to its end, if it has. */
    Optional<Instant> finished() {
        return Stream.of("Complete", "Failed")
                .filter(type -> Conditions.isTrue(status(), type))
                .findFirst()
                .flatMap(type -> Conditions.find(status(), type))
                .map(condition ->
                        Json.time(condition.path("lastTransitionTime")).orElse(Instant.EPOCH));
    }

    /** What it asks for that this controller does not know; empty if it can be run. */
    Optional<String> unsupported() {
        var spec = tree.path("spec");
        if (spec.path("completionMode").asString("").equals("Indexed")) {
            return Optional.of("completionMode: Indexed");
        }
        return Stream.of("podFailurePolicy", "successPolicy", "backoffLimitPerIndex")
                .filter(field ->
                        !spec.path(field).isMissingNode() && !spec.path(field).isNull())
                .findFirst();
    }
}
