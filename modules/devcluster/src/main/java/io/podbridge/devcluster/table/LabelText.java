package io.podbridge.devcluster.table;

import static io.podbridge.devcluster.table.Subject.word;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Labels and selectors as one writes them on a command line. */
final class LabelText {
    private static final String NONE = "<none>";

    private record Requirement(String key, String text) {}

    private LabelText() {}

    /** {@code labels.FormatLabels}. */
    static String of(JsonNode labels) {
        String text = labels.properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().asString(""))
                .sorted()
                .collect(Collectors.joining(","));
        return text.isEmpty() ? NONE : text;
    }

    /** {@code metav1.FormatLabelSelector}. */
    static String ofSelector(JsonNode selector) {
        String text = selector(selector);
        return text.isEmpty() ? NONE : text;
    }

    /** Its requirements by their keys; empty if it has none. */
    static String selector(JsonNode selector) {
        Stream<Requirement> labels = selector.path("matchLabels").properties().stream()
                .map(label -> new Requirement(
                        label.getKey(), label.getKey() + "=" + label.getValue().asString("")));
        Stream<Requirement> expressions =
                Subject.stream(selector.path("matchExpressions")).map(LabelText::requirement);
        return Stream.concat(labels, expressions)
                .sorted(Comparator.comparing(Requirement::key))
                .map(Requirement::text)
                .collect(Collectors.joining(","));
    }

    private static Requirement requirement(JsonNode expression) {
        String key = word(expression, "key");
        String text = switch (word(expression, "operator")) {
            case "In" -> key + " in " + values(expression);
            case "NotIn" -> key + " notin " + values(expression);
            case "DoesNotExist" -> "!" + key;
            default -> key;
        };
        return new Requirement(key, text);
    }

    private static String values(JsonNode expression) {
        List<String> values = Subject.stream(expression.path("values"))
                .map(value -> value.asString(""))
                .sorted()
                .toList();
        return String.format(Locale.ROOT, "(%s)", String.join(",", values));
    }
}
