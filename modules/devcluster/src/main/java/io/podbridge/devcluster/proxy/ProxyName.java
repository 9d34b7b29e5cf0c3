package io.podbridge.devcluster.proxy;

import io.podbridge.devcluster.api.Failures;
import java.util.Optional;

/**
 * The name in the path of a proxy request: {@code name}, {@code name:port} or {@code scheme:name:port}.
 *
 * @param scheme empty for the usual one
 */
record ProxyName(String scheme, String name, Optional<Integer> port) {

    static ProxyName parse(String id) {
        var parts = id.split(":", -1);
        return switch (parts.length) {
            case 1 -> new ProxyName("", id, Optional.empty());
            case 2 -> new ProxyName("", parts[0], port(parts[1], id));
            case 3 -> new ProxyName(parts[0], parts[1], port(parts[2], id));
            default -> throw invalid(id);
        };
    }

    private static Optional<Integer> port(String text, String id) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            throw invalid(id);
        }
    }

    private static RuntimeException invalid(String id) {
        return Failures.badRequest("invalid pod request \"" + id + "\"");
    }
}
