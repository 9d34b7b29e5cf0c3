package io.podbridge.devcluster.structure;

import io.podbridge.devcluster.resource.ResourceType;
import java.util.HashMap;
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

    /**
     * That of a whole object with regard to who manages what. What cannot be written through a resource belongs to
     * nobody there: the status of the object itself, if it has a subresource for it, and the spec in that subresource.
     *
     * @param subresource empty for the object itself
     */
    public static Structure managed(ResourceType type, String subresource) {
        return switch (subresource) {
            case "" ->
                type.subresource("status").isPresent()
                        ? StructureTable.LOADED.kindWithoutStatus(type.kind())
                        : StructureTable.LOADED.kind(type.kind());
            case "status" -> StructureTable.LOADED.statusOfKind(type.kind());
            default -> StructureTable.LOADED.kind(type.kind());
        };
    }

    public FieldStructure field(String name) {
        return fields.getOrDefault(name, FieldStructure.PLAIN);
    }

    /** With the fields of these names belonging to nobody. */
    Structure without(Iterable<String> names) {
        var others = new HashMap<>(fields);
        names.forEach(field -> others.put(field, FieldStructure.NOBODY));
        return new Structure(name, Map.copyOf(others));
    }

    @Override
    public String toString() {
        return name;
    }
}
