package io.podbridge.core.kube;

import io.podbridge.core.pod.Manifest;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Makes pods of JSON, token by token: no tree, and one copy of the bytes, for the manifest.
 *
 * <p>Threads: any; what is shared is only what equal pods have in common.
 */
final class PodDecoder {

    private final FieldPaths paths = new FieldPaths();
    private final Canonicals canonicals = new Canonicals();

    /** A pod, and the node that it is bound to ("" if to none). */
    record Bound(Pod pod, String node) {}

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
     * A list of pods.
     *
     * @throws JacksonException when it is not JSON
     */
    Page decodeList(byte[] json) {
        List<Bound> pods = new ArrayList<>();
        MetadataReader metadata = new MetadataReader();
        byte[] lean = ManagedFields.without(json, 0, json.length);
        try (JsonParser parser = Tokens.parser(lean, 0, lean.length)) {
            Tokens.fields(parser, (name, value) -> {
                switch (name) {
                    case "metadata" -> Tokens.fields(value, metadata);
                    case "items" -> items(value, lean, pods);
                    default -> value.skipChildren();
                }
            });
        }
        return new Page(pods, metadata.resourceVersion(), metadata.continuation());
    }

    /**
     * The pod at which the parser stands.
     *
     * @param source what the parser reads, from its first byte on, without {@link ManagedFields}
     */
    Bound read(JsonParser parser, byte[] source) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        MetadataReader metadata = new MetadataReader();
        SpecReader spec = new SpecReader(paths);
        StatusReader status = new StatusReader(canonicals);
        Tokens.fields(parser, (name, value) -> {
            switch (name) {
                case "metadata" -> Tokens.fields(value, metadata);
                case "spec" -> Tokens.fields(value, spec);
                case "status" -> Tokens.fields(value, status);
                default -> value.skipChildren();
            }
        });
        int to = (int) parser.currentLocation().getByteOffset();
        Manifest manifest = Manifest.of(Arrays.copyOfRange(source, from, to));
        return new Bound(pod(metadata, spec, status.status(), manifest), spec.node());
    }

    private void items(JsonParser parser, byte[] json, List<Bound> into) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            into.add(read(parser, json));
        }
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
}
