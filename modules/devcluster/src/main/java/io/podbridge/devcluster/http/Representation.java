package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.ApiFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a client wants its answer (k8s.io/apiserver pkg/endpoints/handlers/negotiation). Protobuf is not served: clients
 * that prefer it list JSON too.
 */
record Representation(Encoding encoding, Shape shape, boolean pretty) {

    enum Encoding {
        JSON("application/json"),
        YAML("application/yaml");

        private final String mediaType;

        Encoding(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }
    }

    enum Shape {
        /** The objects as they are. */
        WHOLE,
        /** Rows and columns for people. */
        TABLE,
        /** Objects without anything but their metadata. */
        METADATA
    }

    static final Representation DEFAULT = new Representation(Encoding.JSON, Shape.WHOLE, false);

    private static final List<String> SERVED =
            Stream.of(Encoding.values()).map(Encoding::mediaType).toList();
    private static final Map<String, Shape> SHAPES = Map.of(
            "", Shape.WHOLE,
            "Table", Shape.TABLE,
            "PartialObjectMetadata", Shape.METADATA,
            "PartialObjectMetadataList", Shape.METADATA);

    /**
     * @param accept the header; empty for JSON
     * @param watch whether the answer is a stream of events, for which there is no YAML
     * @throws ApiFailure 406 if nothing that the client accepts is served
     */
    static Representation negotiate(String accept, boolean pretty, boolean watch) {
        if (accept.isBlank()) {
            return new Representation(Encoding.JSON, Shape.WHOLE, pretty);
        }
        return MediaRange.parse(accept).stream()
                .flatMap(range -> of(range, pretty, watch).stream())
                .findFirst()
                .orElseThrow(() -> Refusals.notAcceptable(watch ? List.of("application/json;stream=watch") : SERVED));
    }

    private static Optional<Representation> of(MediaRange range, boolean pretty, boolean watch) {
        var stream = range.parameter("stream");
        if (!stream.isEmpty() && !stream.equals("watch")) {
            return Optional.empty();
        }
        var shape = Optional.ofNullable(SHAPES.get(range.parameter("as"))).filter(each -> known(each, range));
        return Stream.of(Encoding.values())
                .filter(each -> !watch || each == Encoding.JSON)
                .filter(each -> range.accepts(each.mediaType()))
                .findFirst()
                .flatMap(encoding -> shape.map(each -> new Representation(
                        encoding, each, pretty || range.parameter("pretty").equals("1"))));
    }

    private static boolean known(Shape shape, MediaRange range) {
        return shape == Shape.WHOLE
                ? range.parameter("g").isEmpty() && range.parameter("v").isEmpty()
                : range.parameter("g").equals("meta.k8s.io")
                        && range.parameter("v").equals("v1");
    }
}
