package io.podbridge.devcluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers of a real kube-apiserver 1.36.3, kept as files beside the tests. */
public final class Recorded {
    private Recorded() {}

    public static JsonNode tree(String name) {
        try (InputStream file = Recorded.class.getResourceAsStream("recorded/" + name)) {
            return JsonMapper.shared().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
