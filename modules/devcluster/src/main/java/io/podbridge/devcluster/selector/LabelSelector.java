package io.podbridge.devcluster.selector;

import io.podbridge.devcluster.api.ApiFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Which labels are meant. Immutable. */
public final class LabelSelector {
    /** Matches every object. */
    public static final LabelSelector EVERYTHING = new LabelSelector(true, List.of());

    /** Matches no object: what a controller gets for a selector that is not set. */
    public static final LabelSelector NOTHING = new LabelSelector(false, List.of());

    private final boolean possible;
    private final List<Requirement> requirements;

    private LabelSelector(boolean possible, List<Requirement> requirements) {
        this.possible = possible;
        this.requirements = requirements;
    }

    /**
     * Reads {@code labelSelector} of a query: {@code a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1,m<2}. Empty matches all.
     *
     * @throws ApiFailure 400 {@code BadRequest}
     */
    public static LabelSelector parse(String selector) {
        try {
            var requirements = LabelParser.parse(selector);
            return requirements.isEmpty() ? EVERYTHING : new LabelSelector(true, List.copyOf(requirements));
        } catch (LabelParser.Malformed malformed) {
            throw refused(malformed);
        }
    }

    /**
     * Reads a {@code metav1.LabelSelector}: absent or null matches nothing, an empty object everything.
     *
     * @throws ApiFailure 400 {@code BadRequest}
     */
    public static LabelSelector of(JsonNode selector) {
        if (!selector.isObject()) {
            return NOTHING;
        }
        try {
            var requirements = new ArrayList<Requirement>();
            for (var label : selector.path("matchLabels").properties()) {
                LabelParser.checkKey("key", label.getKey());
                requirements.add(
                        LabelParser.in(label.getKey(), List.of(label.getValue().asString(""))));
            }
            for (var expression : selector.path("matchExpressions")) {
                requirements.add(requirement(expression));
            }
            return requirements.isEmpty() ? EVERYTHING : new LabelSelector(true, List.copyOf(requirements));
        } catch (LabelParser.Malformed malformed) {
            throw refused(malformed);
        }
    }

    private static Requirement requirement(JsonNode expression) {
        var key = expression.path("key").asString("");
        LabelParser.checkKey("key", key);
        var values = expression
                .path("values")
                .valueStream()
                .map(value -> value.asString(""))
                .toList();
        var operator = expression.path("operator").asString("");
        return switch (operator) {
            case "In" -> LabelParser.in(key, values);
            case "NotIn" -> LabelParser.notIn(key, values);
            case "Exists" -> new Requirement.Exists(key);
            case "DoesNotExist" -> new Requirement.Absent(key);
            default -> throw new LabelParser.Malformed("\"" + operator + "\" is not a valid label selector operator");
        };
    }

    private static ApiFailure refused(LabelParser.Malformed malformed) {
        return new ApiFailure(400, "BadRequest", String.valueOf(malformed.getMessage()), ApiFailure.Details.NONE);
    }

    public boolean matches(Map<String, String> labels) {
        return possible && requirements.stream().allMatch(each -> each.matches(labels));
    }
}
