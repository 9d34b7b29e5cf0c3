package io.podbridge.devcluster.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One clause of an {@code Accept} header.
 *
 * @param type for example {@code application/json}, in lower case
 * @param parameters without {@code q}
 */
record MediaRange(String type, Map<String, String> parameters, double quality) {

    /** The clauses of a header, the most wanted first. Nonsense is dropped. */
    static List<MediaRange> parse(String header) {
        return Arrays.stream(header.split(",", -1))
                .map(clause -> clause.split(";", -1))
                .filter(parts -> parts[0].contains("/"))
                .map(MediaRange::of)
                .sorted(Comparator.comparing(MediaRange::quality, Comparator.reverseOrder()))
                .toList();
    }

    private static MediaRange of(String[] parts) {
        var parameters = new HashMap<String, String>();
        for (var part : List.of(parts).subList(1, parts.length)) {
            var equals = part.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        part.substring(0, equals).strip(),
                        unquoted(part.substring(equals + 1).strip()));
            }
        }
        var quality = qualityOf(parameters.remove("q"));
        return new MediaRange(parts[0].strip().toLowerCase(Locale.ROOT), Map.copyOf(parameters), quality);
    }

    boolean accepts(String mediaType) {
        return type.equals(mediaType)
                || type.equals("*/*")
                || (type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1)));
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    private static double qualityOf(@Nullable String value) {
        try {
            return value == null ? 1 : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
