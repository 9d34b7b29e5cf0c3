package io.podbridge.devcluster.patch;

import io.podbridge.devcluster.structure.FieldStructure;
import io.podbridge.devcluster.structure.Merging;
import io.podbridge.devcluster.structure.Structure;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code $setElementOrder/field}: merges the list of that field and puts it in the order that the patch asks for. */
final class ElementOrder {

    private ElementOrder() {}

    /** Takes the lists that it has dealt with out of the patch. */
    static void apply(ObjectNode original, ObjectNode patch, Structure structure) {
        for (var name : new ArrayList<>(patch.propertyNames())) {
            if (name.startsWith(Directives.ELEMENT_ORDER)) {
                var order = list(patch.remove(name));
                var field = Directives.fieldOf(name);
                apply(original, patch, field, order, structure.field(field));
            }
        }
    }

    private static void apply(
            ObjectNode original, ObjectNode patch, String name, ArrayNode order, FieldStructure field) {
        var listOrder = ListOrder.of(field.merging() instanceof Merging.ByKey(var key) ? key : "");
        var there = original.has(name) ? list(original.path(name)) : original.arrayNode();
        var change = patch.has(name) ? list(patch.path(name)) : patch.arrayNode();
        checkOrder(change, order, listOrder);
        if (!original.has(name) && !patch.has(name)) {
            return;
        }
        var server = new ArrayList<>(there.values());
        var merged = merged(original.has(name), patch.has(name), there, change, field);
        patch.remove(name);
        original.set(name, listOrder.ordered(merged.values(), order.values(), server));
    }

    private static ArrayNode merged(
            boolean inOriginal, boolean inPatch, ArrayNode there, ArrayNode change, FieldStructure field) {
        if (!inPatch) {
            return there;
        }
        return inOriginal
                ? StrategicPatches.lists(there, change, field)
                : (ArrayNode) Directives.cleaned(change).orElse(change);
    }

    /** The elements of the patch must stand in the order list, in the same order. */
    private static void checkOrder(ArrayNode change, ArrayNode order, ListOrder listOrder) {
        if (change.isEmpty() || order.isEmpty()) {
            return;
        }
        var expected = order.valueStream().map(listOrder::identity).iterator();
        for (var element : change) {
            if (element.has(Directives.PATCH)) {
                continue;
            }
            var identity = listOrder.identity(element);
            var found = false;
            while (!found && expected.hasNext()) {
                found = expected.next().equals(identity);
            }
            if (!found) {
                throw Refusals.unexpected("The order in patch list:\n" + GoFormat.print(change) + "\n doesn't match "
                        + Directives.ELEMENT_ORDER + " list:\n" + GoFormat.print(order) + "\n");
            }
        }
    }

    private static ArrayNode list(JsonNode node) {
        if (node instanceof ArrayNode list) {
            return list;
        }
        throw Refusals.unexpected("expected a []interface {}, but received a " + GoFormat.kind(node));
    }
}
