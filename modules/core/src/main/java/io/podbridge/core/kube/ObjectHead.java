package io.podbridge.core.kube;

import tools.jackson.core.JsonParser;

/**
 * What an object says it is. Texts are "" where it does not say.
 *
 * @param kind {@code Pod}
 * @param apiVersion {@code v1}
 * @param name {@code metadata.name}
 * @param uid {@code metadata.uid}
 * @param resourceVersion {@code metadata.resourceVersion}
 */
record ObjectHead(String kind, String apiVersion, String name, String uid, String resourceVersion) {

    /**
     * The reading ends where all is known, which with the API server is after some hundred bytes of a pod's thousands.
     */
    static ObjectHead of(byte[] body) {
        try (JsonParser parser = Tokens.parser(body, 0, body.length)) {
            return read(parser);
        }
    }

    /** Of the object at which the parser stands; leaves the parser somewhere within it, or at its end. */
    static ObjectHead read(JsonParser parser) {
        var reader = new Reader();
        reader.object(parser);
        return new ObjectHead(reader.kind, reader.apiVersion, reader.name, reader.uid, reader.resourceVersion);
    }

    boolean is(String wantedKind, String wantedVersion) {
        return kind.equals(wantedKind) && apiVersion.equals(wantedVersion);
    }

    /** Whether the server has stored it: then it has all three. */
    boolean stored() {
        return !name.isEmpty() && !uid.isEmpty() && !resourceVersion.isEmpty();
    }

    private static final class Reader {
        private String kind = "";
        private String apiVersion = "";
        private String name = "";
        private String uid = "";
        private String resourceVersion = "";

        private void object(JsonParser parser) {
            Tokens.fieldsWhile(this::incomplete, parser, (field, value) -> {
                switch (field) {
                    case "kind" -> kind = Tokens.text(value);
                    case "apiVersion" -> apiVersion = Tokens.text(value);
                    case "metadata" -> Tokens.fieldsWhile(this::incomplete, value, this::metadata);
                    default -> value.skipChildren();
                }
            });
        }

        private void metadata(String field, JsonParser value) {
            switch (field) {
                case "name" -> name = Tokens.text(value);
                case "uid" -> uid = Tokens.text(value);
                case "resourceVersion" -> resourceVersion = Tokens.text(value);
                default -> value.skipChildren();
            }
        }

        private boolean incomplete() {
            return kind.isEmpty()
                    || apiVersion.isEmpty()
                    || name.isEmpty()
                    || uid.isEmpty()
                    || resourceVersion.isEmpty();
        }
    }
}
