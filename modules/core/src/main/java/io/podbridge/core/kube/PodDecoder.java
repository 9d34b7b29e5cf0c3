package io.podbridge.core.kube;

import io.podbridge.core.pod.Manifest;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodStatus;
import java.util.ArrayList;
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

    private static final byte[] MANAGED_FIELDS = {'[', ']'};

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
        try (JsonParser parser = Tokens.parser(json, offset, length)) {
            return read(parser, json, offset);
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
        try (JsonParser parser = Tokens.parser(json, 0, json.length)) {
            Tokens.fields(parser, (name, value) -> {
                switch (name) {
                    case "metadata" -> Tokens.fields(value, metadata);
                    case "items" -> items(value, json, pods);
                    default -> value.skipChildren();
                }
            });
        }
        return new Page(pods, metadata.resourceVersion(), metadata.continuation());
    }

    /**
     * The pod at which the parser stands.
     *
     * @param source what the parser reads
     * @param base where the parser's first byte is in it
     */
    Bound read(JsonParser parser, byte[] source, int base) {
        int from = base + (int) parser.currentTokenLocation().getByteOffset();
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
        int to = base + (int) parser.currentLocation().getByteOffset();
        Manifest manifest = manifest(source, from, to, base, metadata);
        return new Bound(pod(metadata, spec, status.status(), manifest), spec.node());
    }

    private void items(JsonParser parser, byte[] json, List<Bound> into) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            into.add(read(parser, json, 0));
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

    /** The bytes of the pod, without the history of who set which field: it is half of them, and of no use here. */
    private static Manifest manifest(byte[] source, int from, int to, int base, MetadataReader metadata) {
        if (metadata.managedFieldsFrom() < 0) {
            byte[] whole = new byte[to - from];
            System.arraycopy(source, from, whole, 0, whole.length);
            return Manifest.of(whole);
        }
        int cutFrom = base + metadata.managedFieldsFrom();
        int cutTo = base + metadata.managedFieldsTo();
        int before = cutFrom - from;
        byte[] cut = new byte[before + MANAGED_FIELDS.length + to - cutTo];
        System.arraycopy(source, from, cut, 0, before);
        System.arraycopy(MANAGED_FIELDS, 0, cut, before, MANAGED_FIELDS.length);
        System.arraycopy(source, cutTo, cut, before + MANAGED_FIELDS.length, to - cutTo);
        return Manifest.of(cut);
    }
}
