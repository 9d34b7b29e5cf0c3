package io.podbridge.core.kube;

import io.podbridge.core.pod.Manifest;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Makes pods of JSON, token by token: no tree, and one copy of the bytes, for the manifest.
 *
 * <p>Threads: any; what is shared is only what equal pods have in common.
 */
final class PodDecoder {

    private final FieldPaths paths = new FieldPaths();
    private final Canonicals canonicals = new Canonicals();

    /**
     * A pod, and the node that it is bound to ("" if to none).
     *
     * @param kind what it says it is; "" within a list, where the list says it for all
     * @param apiVersion likewise
     */
    record Bound(Pod pod, String node, String kind, String apiVersion) {

        /** Whether it says of itself that it is a pod, and which one. */
        boolean isPod() {
            return kind.equals("Pod") && apiVersion.equals("v1") && isStored();
        }

        private boolean isElement() {
            return isPod() || (kind.isEmpty() && apiVersion.isEmpty() && isStored());
        }

        private boolean isStored() {
            return !pod.id().uid().isEmpty()
                    && !pod.id().namespace().isEmpty()
                    && !pod.id().name().isEmpty()
                    && !pod.resourceVersion().isEmpty();
        }
    }

    /** A page of a list; {@code continuation} is "" on the last one. */
    record Page(List<Bound> pods, String resourceVersion, String continuation) {}

    /**
     * The pod at {@code offset}.
     *
     * @throws JacksonException when it is not JSON
     */
    Bound decode(byte[] json, int offset, int length) {
        byte[] lean = ManagedFields.without(json, offset, length);
        try (JsonParser parser = Tokens.parser(lean, 0, lean.length)) {
            return read(parser, lean);
        }
    }

    /**
     * A list of pods; empty if it does not say that it is one, and of which version.
     *
     * @throws JacksonException when it is not JSON
     */
    Optional<Page> decodeList(byte[] json) {
        var list = new ListReader(ManagedFields.without(json, 0, json.length));
        try (JsonParser parser = Tokens.parser(list.source, 0, list.source.length)) {
            Tokens.fields(parser, list);
        }
        return list.page();
    }

    /**
     * The pod at which the parser stands.
     *
     * @param source what the parser reads, from its first byte on, without {@link ManagedFields}
     * @throws JacksonException when it is not JSON, or no object
     */
    Bound read(JsonParser parser, byte[] source) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new StreamReadException(parser, "a pod is an object");
        }
        int from = (int) parser.currentTokenLocation().getByteOffset();
        MetadataReader metadata = new MetadataReader();
        SpecReader spec = new SpecReader(paths);
        StatusReader status = new StatusReader(canonicals);
        String[] type = {"", ""};
        Tokens.fields(parser, (name, value) -> {
            switch (name) {
                case "kind" -> type[0] = canonicals.text(Tokens.text(value));
                case "apiVersion" -> type[1] = canonicals.text(Tokens.text(value));
                case "metadata" -> Tokens.fields(value, metadata);
                case "spec" -> Tokens.fields(value, spec);
                case "status" -> Tokens.fields(value, status);
                default -> value.skipChildren();
            }
        });
        int to = (int) parser.currentLocation().getByteOffset();
        Manifest manifest = Manifest.of(Arrays.copyOfRange(source, from, to));
        return new Bound(pod(metadata, spec, status.status(), manifest), spec.node(), type[0], type[1]);
    }

    private Pod pod(MetadataReader metadata, SpecReader spec, PodStatus status, Manifest manifest) {
        return new Pod(
                metadata.id(canonicals),
                metadata.resourceVersion(),
                metadata.generation(),
                canonicals.map(metadata.labels()),
                canonicals.map(metadata.annotations()),
                metadata.deletion(),
                spec.spec(metadata.name(), canonicals),
                status,
                manifest);
    }

    private final class ListReader implements Tokens.FieldReader {
        private final byte[] source;
        private final ListHead.Reader head = new ListHead.Reader();
        private final List<Bound> pods = new ArrayList<>();
        private boolean complete;

        ListReader(byte[] source) {
            this.source = source;
        }

        @Override
        public void read(String name, JsonParser value) {
            if (name.equals("items")) {
                items(value);
            } else {
                head.read(name, value);
            }
        }

        /** Go writes a list without elements as {@code []}, and one that it never made as {@code null}. */
        private void items(JsonParser parser) {
            complete = parser.currentToken() == JsonToken.START_ARRAY || parser.currentToken() == JsonToken.VALUE_NULL;
            pods.addAll(Tokens.list(parser, it -> PodDecoder.this.read(it, source)));
        }

        Optional<Page> page() {
            return head.head()
                    .filter(genuine -> complete && pods.stream().allMatch(Bound::isElement))
                    .map(genuine -> new Page(pods, genuine.resourceVersion(), genuine.continuation()));
        }
    }
}
