package io.podbridge.devcluster.validation;

import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ValidateObjectMeta} and {@code ValidateObjectMetaUpdate}. */
final class MetadataValidation {
    private static final List<String> IMMUTABLE = List.of(
            "name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds");
    private static final Set<String> LABEL_NAMES = Set.of("namespaces", "services");
    private static final Set<String> PATH_NAMES = Set.of(
            "roles.rbac.authorization.k8s.io",
            "rolebindings.rbac.authorization.k8s.io",
            "clusterroles.rbac.authorization.k8s.io",
            "clusterrolebindings.rbac.authorization.k8s.io");

    private MetadataValidation() {}

    static void created(ResourceType type, ObjectNode object, Faults faults) {
        String name = Json.text(object, "metadata", "name");
        if (name.isEmpty()) {
            faults.required("metadata.name", "name or generateName is required");
        } else {
            nameFaults(type, name).forEach(each -> faults.invalid("metadata.name", name, each));
        }
        common(object, faults);
    }

    private static List<String> nameFaults(ResourceType type, String name) {
        if (LABEL_NAMES.contains(type.qualified())) {
            return Formats.label(name);
        }
        return PATH_NAMES.contains(type.qualified()) ? Formats.pathSegment(name) : Formats.subdomain(name);
    }

    static void updated(ObjectNode before, ObjectNode after, Faults faults) {
        for (String field : IMMUTABLE) {
            JsonNode was = Json.at(before, "metadata", field);
            JsonNode is = Json.at(after, "metadata", field);
            if (!was.asString("").equals(is.asString(""))) {
                faults.invalid("metadata." + field, is, "field is immutable");
            }
        }
        if (Json.present(before, "metadata", "deletionTimestamp")) {
            newFinalizers(before, after, faults);
        }
        common(after, faults);
    }

    private static void newFinalizers(ObjectNode before, ObjectNode after, Faults faults) {
        List<String> added = Json.texts(after, "metadata", "finalizers").stream()
                .filter(each -> !Json.texts(before, "metadata", "finalizers").contains(each))
                .toList();
        if (!added.isEmpty()) {
            faults.forbidden(
                    "metadata.finalizers",
                    "no new finalizers can be added if the object is being deleted, found new finalizers []string{"
                            + String.join(", ", added.stream().map(each -> "\"" + each + "\"").toList()) + "}");
        }
    }

    private static void common(ObjectNode object, Faults faults) {
        labels(Json.at(object, "metadata", "labels"), "metadata.labels", faults);
        Json.strings(object, "metadata", "annotations").keySet().forEach(key -> Formats.labelKey(key.toLowerCase(Locale.ROOT))
                .forEach(each -> faults.invalid("metadata.annotations", key, each)));
        for (String finalizer : Json.texts(object, "metadata", "finalizers")) {
            Formats.labelKey(finalizer).forEach(each -> faults.invalid("metadata.finalizers", finalizer, each));
        }
    }

    static void labels(JsonNode labels, String field, Faults faults) {
        Json.strings(labels).forEach((key, value) -> {
            Formats.labelKey(key).forEach(each -> faults.invalid(field, key, each));
            Formats.labelValue(value).forEach(each -> faults.invalid(field, value, each));
        });
    }
}
