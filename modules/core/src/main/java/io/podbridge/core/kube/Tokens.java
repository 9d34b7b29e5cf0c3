package io.podbridge.core.kube;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reading JSON token by token. A reader is called with the parser on a value, and leaves it on that value's last token.
 * A value of another kind than expected reads as absent: what another server adds must not stop a node.
 */
final class Tokens {

    static final JsonFactory FACTORY = JsonFactory.builder().build();

    /** Reads the value of one field of an object. */
    interface FieldReader {
        void read(String name, JsonParser value);
    }

    private Tokens() {}

    /**
     * A parser on the first token of a value that begins at {@code offset}; what follows the value is not looked at.
     *
     * @throws JacksonException when there is none
     */
    static JsonParser parser(byte[] json, int offset, int length) {
        JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json, offset, length);
        if (parser.nextToken() == null) {
            throw new StreamReadException(parser, "there is no value");
        }
        return parser;
    }

    static void fields(JsonParser parser, FieldReader reader) {
        fieldsWhile(() -> true, parser, reader);
    }

    /** The same, until the condition is no more: then the parser stays where it is, within the object. */
    static void fieldsWhile(BooleanSupplier condition, JsonParser parser, FieldReader reader) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        String name = parser.nextName();
        while (name != null) {
            parser.nextToken();
            reader.read(name, parser);
            name = condition.getAsBoolean() ? parser.nextName() : null;
        }
    }

    /** Goes to the value of this field of the object at which the parser stands; whether it is there. */
    static boolean find(JsonParser parser, String field) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (name.equals(field)) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    static <T> List<T> list(JsonParser parser, Function<JsonParser, T> element) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return List.of();
        }
        List<T> elements = new ArrayList<>(4);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(element.apply(parser));
        }
        return List.copyOf(elements);
    }

    static List<String> texts(JsonParser parser) {
        return list(parser, Tokens::text);
    }

    /** An object whose values are text. */
    static Map<String, String> textMap(JsonParser parser) {
        Map<String, String> map = new HashMap<>();
        fields(parser, (name, value) -> map.put(name, text(value)));
        return Map.copyOf(map);
    }

    /** A scalar as text; "" for anything else. */
    static String text(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        parser.skipChildren();
        return parser.currentToken().isScalarValue() ? parser.getValueAsString("") : "";
    }

    static long number(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getValueAsLong(0);
        }
        parser.skipChildren();
        return 0;
    }

    /** A number that fits; one that does not reads as the nearest that does. */
    static int integer(JsonParser parser) {
        return Math.clamp(number(parser), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static boolean flag(JsonParser parser) {
        parser.skipChildren();
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }
}
