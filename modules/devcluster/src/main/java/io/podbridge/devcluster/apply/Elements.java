package io.podbridge.devcluster.apply;

import io.podbridge.devcluster.structure.FieldStructure;
import io.podbridge.devcluster.structure.Ownership;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The elements of lists whose elements can be owned one by one. */
final class Elements {

    /** A list that cannot be applied. The path to it is put together on the way out. */
    static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String path;
        private final String fault;

        Invalid(String path, String fault) {
            super(path + ": " + fault, null, false, false);
            this.path = path;
            this.fault = fault;
        }

        Invalid within(String outer) {
            return new Invalid(outer + path, fault);
        }
    }

    private Elements() {}

    /** The structure of the elements of a list with this structure. */
    static FieldStructure structure(FieldStructure list) {
        var ownership = list.ownership() instanceof Ownership.Entries(var keys, var elements)
                ? elements
                : new Ownership.Whole();
        return new FieldStructure(ownership, list.merging(), list.type());
    }

    /**
     * By path element, in the order of the list; of several with the same one, the first. Of anything that is no list,
     * none.
     */
    static Map<String, JsonNode> index(JsonNode list, FieldStructure structure) {
        var index = LinkedHashMap.<String, JsonNode>newLinkedHashMap(list.size());
        if (list.isArray()) {
            list.forEach(element -> index.putIfAbsent(name(element, structure), element));
        }
        return index;
    }

    private static String name(JsonNode element, FieldStructure structure) {
        return structure.ownership() instanceof Ownership.Entries(var keys, var elements)
                ? PathElement.keyed(element, keys).orElseGet(() -> PathElement.value(element))
                : PathElement.value(element);
    }

    /**
     * What a request applies must be unambiguous.
     *
     * @throws Invalid if an element has no key, or two have the same
     */
    static void check(JsonNode list, FieldStructure structure) {
        var position = 0;
        for (var element : list) {
            if (structure.ownership() instanceof Ownership.Entries(var keys, var elements)
                    && PathElement.keyed(element, keys).isEmpty()) {
                var names = keys.stream().map(key -> "\"" + key.name() + "\"").collect(Collectors.joining(" "));
                throw new Invalid(
                        "",
                        element.isObject()
                                ? "element " + position + ": associative list with keys has an element that omits all"
                                        + " key fields [" + names
                                        + "] (and doesn't have default values for any key fields)"
                                : "element " + position + ": associative list with keys may not have non-map elements");
            }
            position++;
        }
        if (index(list, structure).size() < list.size()) {
            throw new Invalid("", "duplicate entries for key " + duplicate(list, structure));
        }
    }

    private static String duplicate(JsonNode list, FieldStructure structure) {
        var counts = list.valueStream()
                .map(element -> name(element, structure))
                .collect(Collectors.groupingBy(name -> name, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > 1)
                .map(count -> PathElement.shown(List.of(count.getKey())))
                .findFirst()
                .orElse("");
    }
}
