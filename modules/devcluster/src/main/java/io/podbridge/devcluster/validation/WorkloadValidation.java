package io.podbridge.devcluster.validation;

import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.selector.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What makes pods: its selector must choose the pods that it makes. */
final class WorkloadValidation {
    private static final Set<String> SELECTOR_FIXED =
            Set.of("deployments.apps", "replicasets.apps", "daemonsets.apps", "statefulsets.apps", "jobs.batch");

    private WorkloadValidation() {}

    static void controller(ResourceType type, ObjectNode object, Faults faults) {
        ObjectNode spec = Json.ensure(object, "spec");
        if (Json.number(spec, "replicas").orElse(0) < 0) {
            faults.invalid("spec.replicas", spec.path("replicas"), "must be greater than or equal to 0");
        }
        selector(type, spec, faults);
        template(spec, faults);
        String policy = Json.text(spec, "template", "spec", "restartPolicy");
        if (!policy.equals("Always")) {
            faults.unsupported("spec.template.spec.restartPolicy", policy, List.of("Always"));
        }
    }

    static void job(ObjectNode object, Faults faults) {
        ObjectNode spec = Json.ensure(object, "spec");
        template(spec, faults);
        for (String count : new String[] {"parallelism", "completions", "backoffLimit"}) {
            if (Json.number(spec, count).orElse(0) < 0) {
                faults.invalid("spec." + count, spec.path(count), "must be greater than or equal to 0");
            }
        }
        String policy = Json.text(spec, "template", "spec", "restartPolicy");
        if (policy.equals("Always")) {
            faults.required("spec.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
        }
        matches(spec, faults);
    }

    private static void selector(ResourceType type, ObjectNode spec, Faults faults) {
        JsonNode selector = spec.path("selector");
        if (!selector.isObject()) {
            faults.required("spec.selector", "");
            mismatch(spec, faults);
        } else if (selector.isEmpty()) {
            faults.invalid("spec.selector", selector, "empty selector is invalid for " + type.singular());
        } else {
            matches(spec, faults);
        }
    }


    private static void matches(ObjectNode spec, Faults faults) {
        Map<String, String> labels = Json.strings(spec, "template", "metadata", "labels");
        if (!LabelSelector.of(spec.path("selector")).matches(labels)) {
            mismatch(spec, faults);
        }
    }

    private static void mismatch(ObjectNode spec, Faults faults) {
        faults.invalid(
                "spec.template.metadata.labels",
                Json.at(spec, "template", "metadata", "labels"),
                "`selector` does not match template `labels`");
    }

    private static void template(ObjectNode spec, Faults faults) {
        MetadataValidation.labels(
                Json.at(spec, "template", "metadata", "labels"), "spec.template.labels", faults);
        PodValidation.spec(Json.ensure(spec, "template", "spec"), "spec.template.spec", faults);
    }

    static void updated(ResourceType type, ObjectNode before, ObjectNode after, Faults faults) {
        JsonNode was = Json.at(before, "spec", "selector");
        JsonNode is = Json.at(after, "spec", "selector");
        if (SELECTOR_FIXED.contains(type.qualified()) && !was.equals(is)) {
            faults.invalid("spec.selector", is, "field is immutable");
        }
    }
}
