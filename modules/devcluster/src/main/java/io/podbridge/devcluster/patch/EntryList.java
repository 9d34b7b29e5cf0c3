package io.podbridge.devcluster.patch;

import io.podbridge.devcluster.structure.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list of objects that are known by a key while a patch is merged into it. Several may have the same key (a port for
 * TCP and UDP); the first of them is meant, as with kube-apiserver.
 */
final class EntryList {
    private final ListOrder order;
    private final Structure type;
    private final List<JsonNode> elements = new ArrayList<>();
    private final Map<String, Integer> first = new HashMap<>();

    EntryList(ListOrder order, Structure type, Iterable<JsonNode> elements) {
        this.order = order;
        this.type = type;
        elements.forEach(this::add);
    }

    private void add(JsonNode element) {
        first.putIfAbsent(order.identity(element), elements.size());
        elements.add(element);
    }

    /** All with the same key. */
    void remove(JsonNode like) {
        var identity = order.identity(like);
        var kept = elements.stream()
                .filter(element -> !order.identity(element).equals(identity))
                .toList();
        elements.clear();
        first.clear();
        kept.forEach(this::add);
    }

    ArrayNode merged(List<JsonNode> changes) {
        var server = List.copyOf(elements);
        changes.forEach(this::merge);
        return order.ordered(elements, changes, server);
    }

    private void merge(JsonNode change) {
        var position = first.get(order.identity(change));
        if (position == null) {
            Directives.cleaned(change).ifPresent(this::add);
        } else {
            elements.set(
                    position, StrategicPatches.merged((ObjectNode) elements.get(position), (ObjectNode) change, type));
        }
    }
}
