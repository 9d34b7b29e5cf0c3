package io.podbridge.devcluster.admission;

import io.podbridge.devcluster.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** The defaults of a Secret. */
final class SecretDefaults {
    private SecretDefaults() {}

    static void apply(ObjectNode secret) {
        Fill.text(secret, "type", "Opaque");
        if (secret.remove("stringData") instanceof ObjectNode texts) {
            ObjectNode data = Json.ensure(secret, "data");
            Json.strings(texts).forEach((key, text) -> data.put(key, encoded(text)));
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
