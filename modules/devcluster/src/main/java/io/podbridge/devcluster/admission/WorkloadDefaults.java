package io.podbridge.devcluster.admission;

import io.podbridge.devcluster.json.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The defaults of what makes pods. */
final class WorkloadDefaults {
    private static final String ROLLING = "RollingUpdate";
    private static final int HISTORY = 10;
    private static final int PROGRESS_SECONDS = 600;
    private static final int BACKOFF_LIMIT = 6;

    private WorkloadDefaults() {}

    static void deployment(ObjectNode spec) {
        replicated(spec);
        ObjectNode strategy = Json.ensure(spec, "strategy");
        Fill.text(strategy, "type", ROLLING);
        if (Json.text(strategy, "type").equals(ROLLING)) {
            ObjectNode rolling = Json.ensure(strategy, "rollingUpdate");
            Fill.text(rolling, "maxUnavailable", "25%");
            Fill.text(rolling, "maxSurge", "25%");
        }
        Fill.number(spec, "revisionHistoryLimit", HISTORY);
        Fill.number(spec, "progressDeadlineSeconds", PROGRESS_SECONDS);
    }

    static void replicaSet(ObjectNode spec) {
        replicated(spec);
    }

    static void replicationController(ObjectNode spec) {
        replicated(spec);
        if (!Json.present(spec, "selector")
                && Json.at(spec, "template", "metadata", "labels") instanceof ObjectNode labels) {
            spec.set("selector", labels.deepCopy());
        }
    }

    private static void replicated(ObjectNode spec) {
        Fill.number(spec, "replicas", 1);
        template(spec);
    }

    private static void template(ObjectNode spec) {
        Json.ensure(spec, "template", "metadata");
        PodDefaults.spec(Json.ensure(spec, "template", "spec"));
    }

    static void statefulSet(ObjectNode spec) {
        replicated(spec);
        Fill.text(spec, "podManagementPolicy", "OrderedReady");
        ObjectNode strategy = Json.ensure(spec, "updateStrategy");
        Fill.text(strategy, "type", ROLLING);
        if (Json.text(strategy, "type").equals(ROLLING)) {
            Fill.number(Json.ensure(strategy, "rollingUpdate"), "partition", 0);
        }
        ObjectNode retention = Json.ensure(spec, "persistentVolumeClaimRetentionPolicy");
        Fill.text(retention, "whenDeleted", "Retain");
        Fill.text(retention, "whenScaled", "Retain");
        Fill.number(spec, "revisionHistoryLimit", HISTORY);
    }

    static void daemonSet(ObjectNode spec) {
        template(spec);
        ObjectNode strategy = Json.ensure(spec, "updateStrategy");
        Fill.text(strategy, "type", ROLLING);
        if (Json.text(strategy, "type").equals(ROLLING)) {
            Fill.number(Json.ensure(strategy, "rollingUpdate"), "maxUnavailable", 1);
            Fill.number(Json.ensure(strategy, "rollingUpdate"), "maxSurge", 0);
        }
        Fill.number(spec, "revisionHistoryLimit", HISTORY);
    }

    static void job(ObjectNode job) {
        labels(job);
        jobSpec(Json.ensure(job, "spec"));
    }

    /** A job without labels has those of its pods. */
    private static void labels(ObjectNode job) {
        if (Json.strings(job, "metadata", "labels").isEmpty()
                && Json.at(job, "spec", "template", "metadata", "labels") instanceof ObjectNode labels
                && !labels.isEmpty()) {
            Json.ensure(job, "metadata").set("labels", labels.deepCopy());
        }
    }

    private static void jobSpec(ObjectNode spec) {
        if (!Json.present(spec, "completions") && !Json.present(spec, "parallelism")) {
            spec.put("completions", 1);
        }
        Fill.number(spec, "parallelism", 1);
        Fill.number(
                spec, "backoffLimit", Json.present(spec, "backoffLimitPerIndex") ? Integer.MAX_VALUE : BACKOFF_LIMIT);
        Fill.text(spec, "completionMode", "NonIndexed");
        Fill.flag(spec, "suspend", false);
        Fill.flag(spec, "manualSelector", false);
        Fill.text(
                spec,
                "podReplacementPolicy",
                Json.present(spec, "podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
        template(spec);
    }

    static void cronJob(ObjectNode spec) {
        Fill.text(spec, "concurrencyPolicy", "Allow");
        Fill.flag(spec, "suspend", false);
        Fill.number(spec, "successfulJobsHistoryLimit", 3);
        Fill.number(spec, "failedJobsHistoryLimit", 1);
        Json.ensure(spec, "jobTemplate", "metadata");
        template(Json.ensure(spec, "jobTemplate", "spec"));
    }

    /** A job selects its pods by its own uid, unless it says how ({@code generateSelector}). */
    static void newJob(ObjectNode job) {
        Json.ensure(job, "status");
        ObjectNode spec = Json.ensure(job, "spec");
        if (Json.at(spec, "manualSelector").booleanValue(false)) {
            return;
        }
        String name = Json.text(job, "metadata", "name");
        String uid = Json.text(job, "metadata", "uid");
        ObjectNode labels = Json.ensure(spec, "template", "metadata", "labels");
        List.of("job-name", "batch.kubernetes.io/job-name").forEach(each -> Fill.text(labels, each, name));
        List.of("controller-uid", "batch.kubernetes.io/controller-uid").forEach(each -> Fill.text(labels, each, uid));
        Fill.text(Json.ensure(spec, "selector", "matchLabels"), "batch.kubernetes.io/controller-uid", uid);
        labels(job);
    }
}
