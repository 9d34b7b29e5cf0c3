package io.podbridge.core.kube;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads fields of a spec and notes which of them are set. A field is not set when it is null, false, or empty: the API
 * server fills in things like {@code securityContext: {}} itself.
 */
final class SpecFields {

    private final FieldPaths.Collected set;

    SpecFields(FieldPaths.Collected set) {
        this.set = set;
    }

    String text(FieldPaths.Node field, JsonParser parser) {
        String text = Tokens.text(parser);
        note(field, !text.isEmpty());
        return text;
    }

    long number(FieldPaths.Node field, JsonParser parser) {
        note(field, parser.currentToken() == JsonToken.VALUE_NUMBER_INT);
        return Tokens.number(parser);
    }

    boolean flag(FieldPaths.Node field, JsonParser parser) {
        boolean flag = parser.currentToken() == JsonToken.VALUE_TRUE;
        note(field, flag);
        return flag;
    }

    List<String> texts(FieldPaths.Node field, JsonParser parser) {
        return list(field, () -> Tokens.texts(parser));
    }

    Map<String, String> textMap(FieldPaths.Node field, JsonParser parser) {
        Map<String, String> map = Tokens.textMap(parser);
        note(field, !map.isEmpty());
        return map;
    }

    <T> List<T> list(FieldPaths.Node field, Supplier<List<T>> read) {
        List<T> list = read.get();
        note(field, !list.isEmpty());
        return list;
    }

    /**
     * A field that the API server sets in every pod: noted, with its value, where that is another than the server's.
     */
    void defaulted(FieldPaths.Node field, JsonParser parser, String serversDefault) {
        String text = Tokens.text(parser);
        note(field.value(text), !text.isEmpty() && !text.equals(serversDefault));
    }

    /** A field that nothing here models. */
    void other(FieldPaths.Node field, JsonParser parser) {
        switch (parser.currentToken()) {
            case VALUE_NULL, VALUE_FALSE -> {}
            case VALUE_STRING -> note(field, parser.getStringLength() > 0);
            case START_ARRAY -> array(field, parser);
            case START_OBJECT -> object(field, parser);
            case VALUE_TRUE, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_EMBEDDED_OBJECT -> note(field, true);
            case NOT_AVAILABLE, END_ARRAY, END_OBJECT, PROPERTY_NAME -> throw new IllegalStateException("not a value");
        }
    }

    private void array(FieldPaths.Node field, JsonParser parser) {
        FieldPaths.Node elements = field.elements();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (elements.expanded) {
                other(elements, parser);
            } else {
                note(field, true);
                parser.skipChildren();
            }
        }
    }

    private void object(FieldPaths.Node field, JsonParser parser) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (field.expanded) {
                other(field.field(name), parser);
            } else {
                note(field, true);
                parser.skipChildren();
            }
        }
    }

    void note(FieldPaths.Node field, boolean isSet) {
        if (isSet) {
            set.add(field);
        }
    }
}
