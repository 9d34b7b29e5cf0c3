package io.podbridge.devcluster.patch;

import io.podbridge.devcluster.api.ApiFailure;

/** How kube-apiserver refuses patches (apiserver {@code endpoints/handlers/patch.go}). */
final class Refusals {

    private Refusals() {}

    static ApiFailure malformed(String message) {
        return new ApiFailure(400, "BadRequest", message, ApiFailure.Details.NONE);
    }

    /** What exactly is wrong is not told. */
    static ApiFailure unprocessable() {
        return new ApiFailure(
                422,
                "Invalid",
                "the server rejected our request due to an error in our request",
                ApiFailure.Details.NONE);
    }

    /** What kube-apiserver has no code for: 500 without a reason. */
    static ApiFailure unexpected(String message) {
        return new ApiFailure(500, "", message, ApiFailure.Details.NONE);
    }

    static ApiFailure tooLarge(String message) {
        return new ApiFailure(413, "RequestEntityTooLarge", message, ApiFailure.Details.NONE);
    }
}
