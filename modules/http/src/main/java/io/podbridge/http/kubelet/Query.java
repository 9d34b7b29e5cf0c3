package io.podbridge.http.kubelet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request, each with its values in order, as Go's net/url reads them. */
record Query(Map<String, List<String>> values) {

    /** Reads what follows the question mark; pairs that are not well encoded are left out, as in Go. */
    static Query parse(String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!pair.isEmpty() && !pair.contains(";")) {
                decode(name)
                        .ifPresent(key -> decode(value)
                                .ifPresent(text -> values.computeIfAbsent(key, missing -> new ArrayList<>())
                                        .add(text)));
            }
        }
        return new Query(values);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** Whether the first value is exactly "1". */
    boolean one(String name) {
        return first(name).equals(Optional.of("1"));
    }

    static Optional<String> decode(String encoded) {
        try {
            return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
