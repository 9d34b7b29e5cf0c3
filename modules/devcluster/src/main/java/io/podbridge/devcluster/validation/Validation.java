package io.podbridge.devcluster.validation;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceType;
import tools.jackson.databind.node.ObjectNode;

/** Whether an object makes sense ({@code pkg/apis/.../validation}); as far as the demo and the tests need it. */
public final class Validation {
    private Validation() {}

    /**
     * Checks a new object.
     *
     * @throws ApiFailure 422 with all causes
     */
    public static void created(ResourceType type, ObjectNode object) {
        Faults faults = new Faults();
        MetadataValidation.created(type, object, faults);
        kind(type, object, faults);
        faults.refuse(type, Json.text(object, "metadata", "name"));
    }

    /**
     * Checks a new version of an object.
     *
     * @param subresource what is written; {@code ""} for the object itself
     * @throws ApiFailure 422 with all causes
     */
    public static void updated(ResourceType type, String subresource, ObjectNode before, ObjectNode after) {
        Faults faults = new Faults();
        MetadataValidation.updated(before, after, faults);
        if (!subresource.equals("status")) {
            kind(type, after, faults);
        }
        if (type.qualified().equals("pods")) {
            PodUpdates.check(subresource, before, after, faults);
        }
        WorkloadValidation.updated(type, before, after, faults);
        faults.refuse(type, Json.text(before, "metadata", "name"));
    }

    private static void kind(ResourceType type, ObjectNode object, Faults faults) {
        switch (type.qualified()) {
            case "pods" -> PodValidation.spec(Json.ensure(object, "spec"), "spec", faults);
            case "deployments.apps", "replicasets.apps", "statefulsets.apps", "daemonsets.apps" ->
                WorkloadValidation.controller(type, object, faults);
            case "jobs.batch" -> WorkloadValidation.job(object, faults);
            case "configmaps" -> DataValidation.keys(object, faults);
            case "secrets" -> DataValidation.secret(object, faults);
            case "services" -> ServiceValidation.spec(Json.ensure(object, "spec"), faults);
            case "events" -> DataValidation.event(object, faults);
            default -> {}
        }
    }
}
