package io.podbridge.devcluster.table;

import static io.podbridge.devcluster.table.Column.count;
import static io.podbridge.devcluster.table.Column.number;
import static io.podbridge.devcluster.table.Column.text;
import static io.podbridge.devcluster.table.Subject.word;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What makes pods: deployments, jobs and the like. */
final class WorkloadColumns {
    private static final Column CONTAINERS = containers("Containers", "name");
    private static final Column IMAGES = containers("Images", "image");
    private static final Column SELECTOR = text(
                    "Selector", workload -> LabelText.ofSelector(workload.at("spec", "selector")))
            .inWide();

    private static final Column DESIRED = number("Desired", workload -> workload.number("spec", "replicas"));
    private static final Column CURRENT = number("Current", workload -> workload.number("status", "replicas"));
    private static final Column READY = number("Ready", workload -> workload.number("status", "readyReplicas"));
    private static final Column READY_OF = text(
            "Ready",
            workload -> workload.number("status", "readyReplicas") + "/" + workload.number("spec", "replicas"));

    static final List<Column> DEPLOYMENTS = List.of(
            Column.NAME,
            READY_OF,
            count("Up-to-date", workload -> workload.number("status", "updatedReplicas")),
            count("Available", workload -> workload.number("status", "availableReplicas")),
            Column.AGE,
            CONTAINERS,
            IMAGES,
            text("Selector", workload -> LabelText.selector(workload.at("spec", "selector")))
                    .inWide());

    static final List<Column> REPLICA_SETS =
            List.of(Column.NAME, DESIRED, CURRENT, READY, Column.AGE, CONTAINERS, IMAGES, SELECTOR);

    static final List<Column> REPLICATION_CONTROLLERS = List.of(
            Column.NAME,
            DESIRED,
            CURRENT,
            READY,
            Column.AGE,
            CONTAINERS,
            IMAGES,
            text("Selector", workload -> LabelText.of(workload.at("spec", "selector")))
                    .inWide());

    static final List<Column> STATEFUL_SETS = List.of(Column.NAME, READY_OF, Column.AGE, CONTAINERS, IMAGES);

    static final List<Column> DAEMON_SETS = List.of(
            Column.NAME,
            number("Desired", workload -> workload.number("status", "desiredNumberScheduled")),
            number("Current", workload -> workload.number("status", "currentNumberScheduled")),
            number("Ready", workload -> workload.number("status", "numberReady")),
            number("Up-to-date", workload -> workload.number("status", "updatedNumberScheduled")),
            number("Available", workload -> workload.number("status", "numberAvailable")),
            text("Node Selector", workload -> LabelText.of(workload.at("spec", "template", "spec", "nodeSelector"))),
            Column.AGE,
            CONTAINERS,
            IMAGES,
            SELECTOR);

    static final List<Column> CONTROLLER_REVISIONS = List.of(
            Column.NAME,
            text("Controller", WorkloadColumns::controller),
            count("Revision", revision -> revision.number("revision")),
            Column.AGE);

    static final List<Column> JOBS = List.of(
            Column.NAME,
            text("Status", WorkloadColumns::jobStatus),
            text("Completions", WorkloadColumns::completions),
            text("Duration", WorkloadColumns::duration),
            Column.AGE,
            CONTAINERS,
            IMAGES,
            SELECTOR);

    static final List<Column> CRON_JOBS = List.of(
            Column.NAME,
            text("Schedule", job -> job.text("spec", "schedule")),
            text("Timezone", job -> job.textOr("<none>", "spec", "timeZone")),
            text("Suspend", WorkloadColumns::suspended).as("boolean"),
            number("Active", job -> job.at("status", "active").size()),
            text(
                    "Last Schedule",
                    job -> job.has("status", "lastScheduleTime") ? job.since("status", "lastScheduleTime") : "<none>"),
            Column.AGE,
            CONTAINERS,
            IMAGES,
            text("Selector", job -> LabelText.ofSelector(job.at("spec", "jobTemplate", "spec", "selector")))
                    .inWide());

    private WorkloadColumns() {}

    private static Column containers(String name, String field) {
        return text(name, workload -> Subject.joined(podSpec(workload).path("containers"), field))
                .inWide();
    }

    private static JsonNode podSpec(Subject workload) {
        JsonNode direct = workload.at("spec", "template", "spec");
        return direct.isMissingNode() ? workload.at("spec", "jobTemplate", "spec", "template", "spec") : direct;
    }

    private static String controller(Subject revision) {
        return revision.each("metadata", "ownerReferences")
                .filter(owner -> owner.path("controller").asBoolean(false))
                .map(owner -> ClusterColumns.lowered(qualifiedKind(owner), word(owner, "name")))
                .findFirst()
                .orElse("<none>");
    }

    private static String qualifiedKind(JsonNode owner) {
        String apiVersion = word(owner, "apiVersion");
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? word(owner, "kind") : word(owner, "kind") + "." + apiVersion.substring(0, slash);
    }

    private static String jobStatus(Subject job) {
        if (job.isTrue("Complete")) {
            return "Complete";
        }
        if (job.isTrue("Failed")) {
            return "Failed";
        }
        if (job.deleted()) {
            return "Terminating";
        }
        return Stream.of("Suspended", "FailureTarget", "SuccessCriteriaMet")
                .filter(job::isTrue)
                .findFirst()
                .orElse("Running");
    }

    private static String completions(Subject job) {
        long succeeded = job.number("status", "succeeded");
        if (job.has("spec", "completions")) {
            return succeeded + "/" + job.number("spec", "completions");
        }
        long parallelism = job.number("spec", "parallelism");
        return parallelism > 1 ? succeeded + "/1 of " + parallelism : succeeded + "/1";
    }

    private static String duration(Subject job) {
        Optional<Instant> end = Subject.instant(job.at("status", "completionTime"));
        return Subject.instant(job.at("status", "startTime"))
                .map(start -> HumanDuration.of(Duration.between(start, end.orElse(job.now()))))
                .orElse("");
    }

    private static String suspended(Subject job) {
        if (!job.has("spec", "suspend")) {
            return "<unset>";
        }
        return job.flag(false, "spec", "suspend") ? "True" : "False";
    }
}
