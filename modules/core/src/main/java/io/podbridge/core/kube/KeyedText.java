package io.podbridge.core.kube;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The {@code data} of a ConfigMap or a Secret, as text.
 *
 * @param values key to value, in the order of the keys
 * @param notText the keys of a Secret whose value is not UTF-8; nothing of a ConfigMap's {@code binaryData} is here
 */
public record KeyedText(Map<String, String> values, List<String> notText) {

    /** Reads a ConfigMap. */
    public static KeyedText ofConfigMap(ApiObject object) {
        var values = new TreeMap<String, String>();
        for (Map.Entry<String, JsonNode> entry : object.json().path("data").properties()) {
            values.put(entry.getKey(), entry.getValue().asString());
        }
        return new KeyedText(values, List.of());
    }

    /** Reads a Secret, whose values are written in Base64. */
    public static KeyedText ofSecret(ApiObject object) {
        var values = new TreeMap<String, String>();
        var notText = new ArrayList<String>();
        for (Map.Entry<String, JsonNode> entry : object.json().path("data").properties()) {
            text(entry.getValue().asString())
                    .ifPresentOrElse(text -> values.put(entry.getKey(), text), () -> notText.add(entry.getKey()));
        }
        return new KeyedText(values, List.copyOf(notText));
    }

    private static Optional<String> text(String base64) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException | IllegalArgumentException notText) {
            return Optional.empty();
        }
    }

    /** Secrets do not belong into logs. */
    @Override
    public String toString() {
        return "KeyedText" + values.keySet();
    }
}
