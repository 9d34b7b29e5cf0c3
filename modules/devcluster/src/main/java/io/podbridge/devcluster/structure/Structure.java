package io.podbridge.devcluster.structure;

import io.podbridge.devcluster.resource.ResourceType;
import java.util.Map;

/**
 * How the fields of one type of object are merged. Immutable.
 *
 * @param name as in Kubernetes' OpenAPI document, for example {@code PodSpec}; empty for types without special fields
 * @param fields the special ones only
 */
public record Structure(String name, Map<String, FieldStructure> fields) {

    /** That of a whole object. A kind that is not known has at least the metadata that all have. */
    public static Structure of(ResourceType type) {
        return StructureTable.LOADED.kind(type.kind());
    }

    public FieldStructure field(String name) {
        return fields.getOrDefault(name, FieldStructure.PLAIN);
    }

    @Override
    public String toString() {
        return name;
    }
}
