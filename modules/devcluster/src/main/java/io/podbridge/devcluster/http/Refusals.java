package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ApiFailure.Details;
import io.podbridge.devcluster.identity.AccessRequest;
import java.util.List;

/** What the edge itself refuses, in the words of kube-apiserver (k8s.io/apimachinery pkg/api/errors). */
final class Refusals {
    private Refusals() {}

    static ApiFailure badRequest(String message) {
        return new ApiFailure(400, "BadRequest", message, Details.NONE);
    }

    static ApiFailure unauthorized() {
        return new ApiFailure(401, "Unauthorized", "Unauthorized", Details.NONE);
    }

    static ApiFailure forbidden(AccessRequest request) {
        var name = request.name().isEmpty() ? "" : " \"" + request.name() + "\"";
        var subject = request.resource().isEmpty() ? "" : qualified(request) + name;
        var details = new Details(request.group(), request.resource(), request.name(), "", List.of(), 0);
        return new ApiFailure(
                403,
                "Forbidden",
                (subject.isEmpty() ? "forbidden: " : subject + " is forbidden: ") + request.refusal(),
                details);
    }

    private static String qualified(AccessRequest request) {
        return request.group().isEmpty() ? request.resource() : request.resource() + "." + request.group();
    }

    /** No such kind. */
    static ApiFailure unknownResource() {
        return new ApiFailure(404, "NotFound", "the server could not find the requested resource", Details.NONE);
    }

    static ApiFailure methodNotAllowed() {
        return new ApiFailure(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                Details.NONE);
    }

    static ApiFailure notAcceptable(List<String> served) {
        return new ApiFailure(
                406,
                "NotAcceptable",
                "only the following media types are accepted: " + String.join(", ", served),
                Details.NONE);
    }

    static ApiFailure tooLarge(long limit) {
        return new ApiFailure(
                413, "RequestEntityTooLarge", "Request entity too large: limit is " + limit, Details.NONE);
    }

    static ApiFailure unsupportedMediaType(List<String> understood) {
        return new ApiFailure(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + String.join(", ", understood),
                Details.NONE);
    }

    /** A query parameter or a field of the options is wrong. */
    static ApiFailure invalidOptions(String kind, String field, String reason, String message) {
        var cause = new ApiFailure.Cause(field, reason, message);
        return new ApiFailure(
                422,
                "Invalid",
                kind + ".meta.k8s.io \"\" is invalid: " + field + ": " + message,
                new Details("meta.k8s.io", kind, "", "", List.of(cause), 0));
    }

    static ApiFailure internal(String message) {
        return new ApiFailure(500, "InternalError", "Internal error occurred: " + message, Details.NONE);
    }
}
