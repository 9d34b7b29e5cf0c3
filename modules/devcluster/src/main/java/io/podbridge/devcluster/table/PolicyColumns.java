package io.podbridge.devcluster.table;

import static io.podbridge.devcluster.table.Column.count;
import static io.podbridge.devcluster.table.Column.number;
import static io.podbridge.devcluster.table.Column.text;
import static io.podbridge.devcluster.table.Subject.word;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Roles, certificates, disruption budgets and autoscalers. */
final class PolicyColumns {
    static final List<Column> ROLE_BINDINGS = List.of(
            Column.NAME,
            text("Role", binding -> binding.text("roleRef", "kind") + "/" + binding.text("roleRef", "name")),
            Column.AGE,
            text("Users", binding -> subjects(binding, "User")).inWide(),
            text("Groups", binding -> subjects(binding, "Group")).inWide(),
            text("ServiceAccounts", binding -> subjects(binding, "ServiceAccount"))
                    .inWide());

    static final List<Column> CERTIFICATE_SIGNING_REQUESTS = List.of(
            Column.NAME,
            Column.AGE,
            text("SignerName", request -> request.textOr("<none>", "spec", "signerName")),
            text("Requestor", request -> request.text("spec", "username")),
            text("RequestedDuration", PolicyColumns::requestedDuration),
            text("Condition", PolicyColumns::condition));

    static final List<Column> DISRUPTION_BUDGETS = List.of(
            Column.NAME,
            text("Min Available", budget -> budget.textOr("N/A", "spec", "minAvailable")),
            text("Max Unavailable", budget -> budget.textOr("N/A", "spec", "maxUnavailable")),
            number("Allowed Disruptions", budget -> budget.number("status", "disruptionsAllowed")),
            Column.AGE);

    static final List<Column> AUTOSCALERS = List.of(
            Column.NAME,
            text(
                    "Reference",
                    scaler -> scaler.text("spec", "scaleTargetRef", "kind") + "/"
                            + scaler.text("spec", "scaleTargetRef", "name")),
            text("Targets", AutoscalerTargets::of),
            text("MinPods", scaler -> scaler.textOr("<unset>", "spec", "minReplicas")),
            count("MaxPods", scaler -> scaler.number("spec", "maxReplicas")),
            count("Replicas", scaler -> scaler.number("status", "currentReplicas")),
            Column.AGE);

    private PolicyColumns() {}

    private static String subjects(Subject binding, String kind) {
        return binding.each("subjects")
                .filter(subject -> word(subject, "kind").equals(kind))
                .map(subject -> kind.equals("ServiceAccount")
                        ? word(subject, "namespace") + "/" + word(subject, "name")
                        : word(subject, "name"))
                .collect(Collectors.joining(", "));
    }

    private static String requestedDuration(Subject request) {
        return request.has("spec", "expirationSeconds")
                ? HumanDuration.of(Duration.ofSeconds(request.number("spec", "expirationSeconds")))
                : "<none>";
    }

    /** A denial weighs more than an approval. */
    private static String condition(Subject request) {
        Set<String> types = request.each("status", "conditions")
                .map(condition -> word(condition, "type"))
                .collect(Collectors.toSet());
        StringBuilder text = new StringBuilder();
        if (types.contains("Denied")) {
            text.append("Denied");
        } else {
            text.append(types.contains("Approved") ? "Approved" : "Pending");
        }
        if (types.contains("Failed")) {
            text.append(",Failed");
        }
        return text.append(request.text("status", "certificate").isEmpty() ? "" : ",Issued")
                .toString();
    }
}
