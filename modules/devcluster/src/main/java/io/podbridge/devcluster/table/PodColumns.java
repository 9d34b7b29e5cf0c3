package io.podbridge.devcluster.table;

import static io.podbridge.devcluster.table.Column.text;
import static io.podbridge.devcluster.table.Subject.word;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** {@code kubectl get pods}. */
final class PodColumns {
    private static final String NONE = "<none>";

    static final List<Column> PODS = List.of(
            Column.NAME,
            text("Ready", pod -> pod.podStatus().ready()),
            text("Status", pod -> pod.podStatus().status()),
            text("Restarts", pod -> pod.podStatus().restarts()),
            Column.AGE,
            text("IP", PodColumns::address).inWide(),
            text("Node", pod -> pod.textOr(NONE, "spec", "nodeName")).inWide(),
            text("Nominated Node", pod -> pod.textOr(NONE, "status", "nominatedNodeName"))
                    .inWide(),
            text("Readiness Gates", PodColumns::readinessGates).inWide());

    static final List<Column> POD_TEMPLATES = List.of(
            Column.NAME,
            text("Containers", template -> Subject.joined(template.at("template", "spec", "containers"), "name")),
            text("Images", template -> Subject.joined(template.at("template", "spec", "containers"), "image")),
            text("Pod Labels", template -> LabelText.of(template.at("template", "metadata", "labels"))));

    private PodColumns() {}

    private static String address(Subject pod) {
        String first = word(pod.at("status", "podIPs").path(0), "ip");
        return first.isEmpty() ? NONE : first;
    }

    private static String readinessGates(Subject pod) {
        JsonNode gates = pod.at("spec", "readinessGates");
        if (gates.isEmpty()) {
            return NONE;
        }
        Set<String> met = pod.each("status", "conditions")
                .filter(condition -> word(condition, "status").equals("True"))
                .map(condition -> word(condition, "type"))
                .collect(Collectors.toSet());
        long open = Subject.stream(gates)
                .filter(gate -> met.contains(word(gate, "conditionType")))
                .count();
        return open + "/" + gates.size();
    }
}
