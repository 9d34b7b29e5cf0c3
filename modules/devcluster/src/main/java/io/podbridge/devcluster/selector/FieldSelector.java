package io.podbridge.devcluster.selector;

import io.podbridge.devcluster.api.ApiFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which fields of an object must have, or not have, which values. Immutable. Which fields a kind knows is for the
 * caller to say: see {@link #fields()}.
 */
public final class FieldSelector {
    /** Matches every object. */
    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    private record Term(String field, boolean equal, String value) {}

    private final List<Term> terms;

    private FieldSelector(List<Term> terms) {
        this.terms = terms;
    }

    /**
     * Reads {@code fieldSelector} of a query: {@code a=b,c==d,e!=f}; in values, {@code \} escapes itself, the comma and
     * the equals sign. Empty matches all.
     *
     * @throws ApiFailure 400 {@code BadRequest}
     */
    public static FieldSelector parse(String selector) {
        var parts = split(selector);
        if (parts.isEmpty()) {
            return EVERYTHING;
        }
        return new FieldSelector(
                parts.stream().map(part -> term(selector, part)).toList());
    }

    /** The terms in the order of their text, so that the first fault is told, whatever the order. */
    private static Set<String> split(String selector) {
        var parts = new TreeSet<String>();
        var start = 0;
        var escaped = false;
        for (var i = 0; i < selector.length(); i++) {
            var character = selector.charAt(i);
            if (character == ',' && !escaped) {
                parts.add(selector.substring(start, i));
                start = i + 1;
            }
            escaped = character == '\\' && !escaped;
        }
        parts.add(selector.substring(start));
        parts.remove("");
        return parts;
    }

    private static Term term(String selector, String part) {
        for (var i = 0; i < part.length(); i++) {
            for (var operator : List.of("!=", "==", "=")) {
                if (part.startsWith(operator, i)) {
                    var value = unescaped(part.substring(i + operator.length()));
                    return new Term(part.substring(0, i), !operator.equals("!="), value);
                }
            }
        }
        throw refused("invalid selector: '" + selector + "'; can't understand '" + part + "'");
    }

    private static String unescaped(String value) {
        var result = new StringBuilder();
        var escaped = false;
        for (var i = 0; i < value.length(); i++) {
            var character = value.charAt(i);
            var special = character == '\\' || character == ',' || character == '=';
            if (escaped && !special) {
                throw refused("invalid field selector: invalid escape sequence: \\" + character);
            }
            if (!escaped && special && character != '\\') {
                throw refused("invalid field selector: unescaped character in value: " + (int) character);
            }
            escaped = !escaped && character == '\\';
            if (!escaped) {
                result.append(character);
            }
        }
        if (escaped) {
            throw refused("invalid field selector: invalid escape sequence: \\");
        }
        return result.toString();
    }

    private static ApiFailure refused(String message) {
        return new ApiFailure(400, "BadRequest", message, ApiFailure.Details.NONE);
    }

    /** A field that the object has not is the empty string. */
    public boolean matches(Function<String, Optional<String>> field) {
        return terms.stream()
                .allMatch(term ->
                        term.equal() == field.apply(term.field()).orElse("").equals(term.value()));
    }

    /** The value that this field must have, if there is one: lets a list or a watch use an index. */
    public Optional<String> exact(String field) {
        return terms.stream()
                .filter(term -> term.equal() && term.field().equals(field))
                .map(Term::value)
                .findFirst();
    }

    /** All fields that are asked for. */
    public Set<String> fields() {
        return terms.stream().map(Term::field).collect(Collectors.toUnmodifiableSet());
    }
}
