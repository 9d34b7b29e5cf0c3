package io.podbridge.devcluster.request;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The query of a URL; names may repeat. */
public record Query(Map<String, List<String>> values) {
    public static final Query NONE = new Query(Map.of());

    /** Reads {@code a=1&b=2}. Bad percent signs stand for themselves. */
    public static Query parse(String raw) {
        var values = new LinkedHashMap<String, List<String>>();
        for (var pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                var name = decode(equals < 0 ? pair : pair.substring(0, equals));
                var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
            }
        }
        return new Query(values);
    }

    /** The first value, or the empty string. */
    public String get(String name) {
        return all(name).isEmpty() ? "" : all(name).getFirst();
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** As kube-apiserver reads booleans (conversion.go): present is true, unless it says otherwise. */
    public boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        return switch (get(name)) {
            case "false", "0" -> false;
            case String value -> !value.equalsIgnoreCase("false");
        };
    }

    /**
     * Reads a whole number; empty if it is absent.
     *
     * @throws IllegalArgumentException with the words of Go's strconv, if it is there and no number
     */
    public Optional<Long> number(String name) {
        var value = get(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("strconv.ParseInt: parsing \"" + value + "\": invalid syntax", e);
        }
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
