package io.podbridge.core.kube;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * What a page of a list of pods says before its first pod, as kube-apiserver writes it. Where that stands behind the
 * pods, it is found there.
 *
 * @param continuation where the next page begins; "" on the last one
 */
record ListHead(String resourceVersion, String continuation) {

    /**
     * The head of a page; empty if it does not say that it is one, and of which version.
     *
     * @throws JacksonException when it is not JSON
     */
    static Optional<ListHead> of(byte[] json) {
        var reader = new Reader();
        try (JsonParser parser = Tokens.parser(json, 0, json.length)) {
            Tokens.fieldsWhile(reader::incomplete, parser, reader);
        }
        return reader.head();
    }

    /** Reads the head among the fields of a list. */
    static final class Reader implements Tokens.FieldReader {
        private final MetadataReader metadata = new MetadataReader();
        private String kind = "";
        private String apiVersion = "";

        @Override
        public void read(String name, JsonParser value) {
            switch (name) {
                case "kind" -> kind = Tokens.text(value);
                case "apiVersion" -> apiVersion = Tokens.text(value);
                case "metadata" -> Tokens.fields(value, metadata);
                default -> value.skipChildren();
            }
        }

        private boolean incomplete() {
            return kind.isEmpty()
                    || apiVersion.isEmpty()
                    || metadata.resourceVersion().isEmpty();
        }

        /** The head; empty if the list does not say that it is one of pods, and of which version. */
        Optional<ListHead> head() {
            return kind.equals("PodList") && apiVersion.equals("v1") && !incomplete()
                    ? Optional.of(new ListHead(metadata.resourceVersion(), metadata.continuation()))
                    : Optional.empty();
        }
    }
}
