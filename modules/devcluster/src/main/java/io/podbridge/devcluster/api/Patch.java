package io.podbridge.devcluster.api;

import tools.jackson.databind.JsonNode;

/** A change to an object, by its media type. */
public record Patch(Type type, JsonNode body) {

    /** RFC 6902, RFC 7386, Kubernetes' strategic merge, and server-side apply. */
    public enum Type {
        JSON,
        MERGE,
        STRATEGIC,
        APPLY
    }
}
