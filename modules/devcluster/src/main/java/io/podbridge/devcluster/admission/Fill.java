package io.podbridge.devcluster.admission;

import io.podbridge.devcluster.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Sets what is not set; the zero value of a text counts as not set, as it does in Go. */
final class Fill {
    private Fill() {}

    static void text(ObjectNode node, String name, String value) {
        if (!Json.present(node, name) || (Json.at(node, name).isString() && Json.text(node, name).isEmpty())) {
            node.put(name, value);
        }
    }

    static void number(ObjectNode node, String name, int value) {
        if (!Json.present(node, name)) {
            node.put(name, value);
        }
    }

    /** Where 0 counts as not set. */
    static void positive(ObjectNode node, String name, int value) {
        if (Json.number(node, name).orElse(0) == 0) {
            node.put(name, value);
        }
    }

    static void flag(ObjectNode node, String name, boolean value) {
        if (!Json.present(node, name)) {
            node.put(name, value);
        }
    }
}
