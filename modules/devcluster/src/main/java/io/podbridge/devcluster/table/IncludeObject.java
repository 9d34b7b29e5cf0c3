package io.podbridge.devcluster.table;

import io.podbridge.devcluster.api.ApiFailure;

/** What a row carries beside its cells: {@code metav1.IncludeObjectPolicy}. */
public enum IncludeObject {
    NONE,
    /** Enough to find the object again; the default. */
    METADATA,
    OBJECT;

    /**
     * Reads the query parameter {@code includeObject}; empty if it is absent.
     *
     * @throws ApiFailure 400 with kube-apiserver's words if it is none of them
     */
    public static IncludeObject parse(String parameter) {
        return switch (parameter) {
            case "None" -> NONE;
            case "", "Metadata" -> METADATA;
            case "Object" -> OBJECT;
            default ->
                throw new ApiFailure(
                        400,
                        "BadRequest",
                        "Unable to convert to Table as requested: includeObject: Invalid value: \"" + parameter
                                + "\": must be 'Metadata', 'Object', 'None', or empty",
                        ApiFailure.Details.NONE);
        };
    }
}
