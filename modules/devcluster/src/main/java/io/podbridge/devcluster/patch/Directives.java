package io.podbridge.devcluster.patch;

import java.util.ArrayList;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The names in a strategic merge patch that are no fields. */
final class Directives {
    static final String PATCH = "$patch";
    static final String RETAIN_KEYS = "$retainKeys";
    static final String ELEMENT_ORDER = "$setElementOrder";
    static final String DELETED_VALUES = "$deleteFromPrimitiveList";

    private Directives() {}

    static boolean isDirective(String name) {
        return name.equals(PATCH)
                || name.equals(RETAIN_KEYS)
                || name.startsWith(ELEMENT_ORDER)
                || name.startsWith(DELETED_VALUES);
    }

    /** The field that {@code $setElementOrder/field} or {@code $deleteFromPrimitiveList/field} is about. */
    static String fieldOf(String name) {
        var slash = name.indexOf('/');
        if (slash < 0) {
            throw Refusals.malformed(
                    name.startsWith(ELEMENT_ORDER)
                            ? "invalid patch format of setElementOrder list"
                            : "invalid patch format of primitive list");
        }
        return name.substring(slash + 1);
    }

    /**
     * A value that meets nothing it could be merged with: without nulls and directives. Empty when the value itself is
     * a directive.
     */
    static Optional<JsonNode> cleaned(JsonNode value) {
        return switch (value) {
            case ObjectNode object when object.has(PATCH) -> Optional.empty();
            case ObjectNode object -> {
                for (var name : new ArrayList<>(object.propertyNames())) {
                    var part = object.path(name);
                    var kept = part.isNull() || isDirective(name) ? Optional.<JsonNode>empty() : cleaned(part);
                    kept.ifPresentOrElse(rest -> object.set(name, rest), () -> object.remove(name));
                }
                yield Optional.of(object);
            }
            case ArrayNode list -> {
                var kept = list.valueStream()
                        .flatMap(each -> cleaned(each).stream())
                        .toList();
                yield Optional.of(list.removeAll().addAll(kept));
            }
            default -> Optional.of(value);
        };
    }
}
