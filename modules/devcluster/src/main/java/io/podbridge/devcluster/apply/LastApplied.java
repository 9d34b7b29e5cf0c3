package io.podbridge.devcluster.apply;

import io.podbridge.devcluster.structure.Structure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The annotation in which {@code kubectl apply} keeps what it applied from the client's side. Who goes over to
 * server-side apply has no conflicts with that, and the annotation is kept up to date for who goes back.
 */
final class LastApplied {
    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";
    private static final String KUBECTL = "kubectl";
    private static final JsonMapper JSON = JsonMapper.shared();

    private LastApplied() {}

    /** What was applied from the client's side and still has that value; empty for other managers than kubectl. */
    static FieldSet claimed(ObjectNode live, ManagedEntry.Id id, Structure structure) {
        var text = live.path("metadata").path("annotations").path(ANNOTATION).asString("");
        if (text.isEmpty() || !id.manager().equals(KUBECTL)) {
            return FieldSet.EMPTY;
        }
        try {
            if (JSON.readTree(text) instanceof ObjectNode object
                    && object.path("apiVersion").asString("").equals(id.apiVersion())) {
                var comparison = Comparison.between(object, live, structure);
                return OwnedFields.claimed(object, structure, false)
                        .difference(comparison.set())
                        .difference(comparison.removed());
            }
        } catch (JacksonException unreadable) {
            return FieldSet.EMPTY;
        }
        return FieldSet.EMPTY;
    }

    /** The object with the annotation saying what is applied now, if it has one and it is kubectl that applies. */
    static ObjectNode renewed(ObjectNode object, ObjectNode applied, ManagedEntry.Id id) {
        var annotations = object.path("metadata").path("annotations");
        if (!id.manager().equals(KUBECTL) || !annotations.has(ANNOTATION)) {
            return object;
        }
        var content = applied.deepCopy();
        if (content.path("metadata").path("annotations") instanceof ObjectNode own) {
            own.remove(ANNOTATION);
        }
        return with(
                object,
                "metadata",
                with(
                        (ObjectNode) object.path("metadata"),
                        "annotations",
                        with(
                                (ObjectNode) annotations,
                                ANNOTATION,
                                JsonNodeFactory.instance.stringNode(content + "\n"))));
    }

    private static ObjectNode with(ObjectNode object, String name, JsonNode value) {
        var result = JsonNodeFactory.instance.objectNode();
        result.setAll(object);
        result.set(name, value);
        return result;
    }
}
