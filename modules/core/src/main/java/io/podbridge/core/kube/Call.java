package io.podbridge.core.kube;

/**
 * A request.
 *
 * @param kind what it is counted as: {@code PATCH pods/status}
 * @param method the HTTP method
 * @param path with the query
 * @param accept the form of the answer
 * @param contentType of the body; "" without one
 * @param body "" without one
 */
record Call(String kind, String method, String path, String accept, String contentType, String body) {

    static final String JSON = "application/json";

    /** Asks for no more of the object than its metadata, of which we need the version: half the bytes of a pod. */
    static final String METADATA_ONLY = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

    static Call get(String kind, String path) {
        return new Call(kind, "GET", path, JSON, "", "");
    }

    static Call of(String kind, String method, String path, String contentType, String body) {
        return new Call(kind, method, path, JSON, contentType, body);
    }

    /** The same, with only metadata in the answer. */
    Call metadataOnly() {
        return new Call(kind, method, path, METADATA_ONLY, contentType, body);
    }

    /** The object or collection that it is about. */
    ApiTarget target() {
        return ApiTarget.of(path);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
