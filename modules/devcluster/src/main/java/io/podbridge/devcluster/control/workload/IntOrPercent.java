package io.podbridge.devcluster.control.workload;

import tools.jackson.databind.JsonNode;

/** {@code intstr.IntOrString}: a number, or a percentage of another. */
final class IntOrPercent {
    private IntOrPercent() {}

    /** @param absent what it means if there is none */
    static int of(JsonNode node, String absent, int total, boolean up) {
        var text = node.asString(absent);
        if (!text.endsWith("%")) {
            return Math.max(0, Integer.parseInt(text));
        }
        double part = total * (Integer.parseInt(text.substring(0, text.length() - 1)) / 100.0);
        return (int) Math.max(0, up ? Math.ceil(part) : Math.floor(part));
    }
}
