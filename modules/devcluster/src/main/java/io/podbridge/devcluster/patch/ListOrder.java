package io.podbridge.devcluster.patch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Puts the elements of a merged list in order: those that a patch names in the order of the patch, the others in that
 * of the server, and both as the server has them as far as that does not contradict the patch.
 *
 * @param key the field by which elements are known; empty for values, which are known by themselves
 */
record ListOrder(String key) {

    static ListOrder of(String key) {
        return new ListOrder(key);
    }

    /** By what an element is found again: the JSON of its key. */
    String identity(JsonNode element) {
        if (key.isEmpty()) {
            return element.toString();
        }
        if (!element.isObject()) {
            throw Refusals.unexpected("expected a map[string]interface {}, but received a " + GoFormat.kind(element));
        }
        if (!element.has(key)) {
            throw Refusals.unexpected(
                    "map: " + GoFormat.print(element) + " does not contain declared merge key: " + key);
        }
        return element.path(key).toString();
    }

    ArrayNode ordered(Collection<JsonNode> merged, Collection<JsonNode> patchOrder, Collection<JsonNode> serverOrder) {
        var named = positions(patchOrder);
        var server = positions(serverOrder);
        var patched = new ArrayList<JsonNode>();
        var others = new ArrayList<JsonNode>();
        merged.forEach(element -> (named.containsKey(identity(element)) ? patched : others).add(element));
        patched.sort(Comparator.comparing(element -> named.getOrDefault(identity(element), 0)));
        others.sort(Comparator.comparing(element -> server.getOrDefault(identity(element), Integer.MAX_VALUE)));
        return JsonNodeFactory.instance.arrayNode().addAll(interleaved(others, patched, server));
    }

    private Map<String, Integer> positions(Collection<JsonNode> elements) {
        var positions = new HashMap<String, Integer>();
        elements.forEach(element -> positions.putIfAbsent(identity(element), positions.size()));
        return positions;
    }

    /** An element of the server goes before one of the patch only where the server has both, and in that order. */
    private List<JsonNode> interleaved(List<JsonNode> others, List<JsonNode> patched, Map<String, Integer> server) {
        var result = new ArrayList<JsonNode>(others.size() + patched.size());
        var next = 0;
        for (var element : patched) {
            var position = server.getOrDefault(identity(element), -1);
            while (next < others.size()
                    && server.getOrDefault(identity(others.get(next)), Integer.MAX_VALUE) < position) {
                result.add(others.get(next));
                next++;
            }
            result.add(element);
        }
        result.addAll(others.subList(next, others.size()));
        return result;
    }
}
