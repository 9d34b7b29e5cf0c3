package io.podbridge.devcluster.validation;

import io.podbridge.devcluster.json.Json;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What of a pod may change once it is there ({@code ValidatePodUpdate}, {@code ValidatePodStatusUpdate}). */
final class PodUpdates {
    private static final String MUTABLE = "pod updates may not change fields other than `spec.containers[*].image`,"
            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to"
            + " existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was"
            + " previously negative)";

    private PodUpdates() {}

    static void check(String subresource, ObjectNode before, ObjectNode after, Faults faults) {
        switch (subresource) {
            case "" -> spec(Json.ensure(before, "spec"), Json.ensure(after, "spec"), faults);
            case "status" -> status(before, after, faults);
            default -> {}
        }
    }

    private static void status(ObjectNode before, ObjectNode after, Faults faults) {
        if (!Json.text(before, "status", "qosClass").equals(Json.text(after, "status", "qosClass"))) {
            faults.invalid("status.qosClass", Json.at(after, "status", "qosClass"), "field is immutable");
        }
    }

    private static void spec(ObjectNode before, ObjectNode after, Faults faults) {
        for (String list : List.of("containers", "initContainers")) {
            if (Json.at(before, list).size() != Json.at(after, list).size()) {
                faults.forbidden("spec." + list, "pod updates may not add or remove containers");
                return;
            }
        }
        deadline(before, after, faults);
        tolerations(before, after, faults);
        if (!munged(before).equals(munged(after))) {
            faults.forbidden("spec", MUTABLE + "\n" + difference(munged(before), munged(after)));
        }
    }

    private static void deadline(ObjectNode before, ObjectNode after, Faults faults) {
        String name = "activeDeadlineSeconds";
        OptionalLong was = Json.number(before, name);
        OptionalLong is = Json.number(after, name);
        if (was.isPresent() && is.isEmpty()) {
            faults.invalid("spec." + name, after.path(name), "must not update from a positive integer to nil value");
        } else if (was.isPresent() && is.getAsLong() > was.getAsLong()) {
            faults.invalid("spec." + name, after.path(name), "must be less than or equal to previous value");
        }
    }

    private static void tolerations(ObjectNode before, ObjectNode after, Faults faults) {
        List<ObjectNode> kept = Json.objects(after, "tolerations");
        boolean all = Json.objects(before, "tolerations").stream().allMatch(each -> kept.stream()
                .anyMatch(now -> seconds(now).equals(seconds(each))));
        if (!all) {
            faults.forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
        }
    }

    private static ObjectNode seconds(ObjectNode toleration) {
        return toleration.deepCopy().without("tolerationSeconds");
    }

    /** Without what may change. */
    private static ObjectNode munged(ObjectNode spec) {
        ObjectNode rest = spec.deepCopy();
        rest.remove(List.of("activeDeadlineSeconds", "tolerations", "schedulingGates"));
        for (String list : List.of("containers", "initContainers")) {
            Json.objects(rest, list).forEach(each -> each.remove("image"));
        }
        if (Json.number(rest, "terminationGracePeriodSeconds").orElse(0) < 0) {
            rest.put("terminationGracePeriodSeconds", 1);
        }
        return rest;
    }

    /** Not a Go diff, but it names the fields. */
    private static String difference(ObjectNode before, ObjectNode after) {
        StringBuilder lines = new StringBuilder();
        before.forEachEntry((name, was) -> line(lines, "- ", name, was, after.path(name)));
        after.forEachEntry((name, is) -> line(lines, "+ ", name, is, before.path(name)));
        return lines.toString();
    }

    private static void line(StringBuilder lines, String sign, String name, JsonNode value, JsonNode other) {
        if (!value.equals(other)) {
            lines.append(sign).append("\t\"").append(name).append("\": ").append(value).append('\n');
        }
    }
}
