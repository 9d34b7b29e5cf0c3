package io.podbridge.core.node;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the node can hold. Pure. */
public final class NodeCapacity {

    private NodeCapacity() {}

    /** Resource to quantity: what the configuration insists on, else what the provider says, else the default. */
    public static Map<String, String> of(NodeSettings settings, Optional<Map<String, String>> provider) {
        var capacity = new TreeMap<>(settings.defaultCapacity());
        capacity.put("pods", String.valueOf(settings.pods()));
        provider.ifPresent(capacity::putAll);
        capacity.putAll(settings.capacity());
        return Map.copyOf(capacity);
    }
}
