package io.podbridge.core.status;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.PodEvent.Refusal;
import java.time.Duration;
import java.util.Optional;

/** Puts what the API server said to a write into the words of the entity that asked for it. Pure. */
final class WriteAnswer {

    private WriteAnswer() {}

    /** A deletion tells no version. */
    static ApiResult<String> withoutVersion(ApiResult<Void> result) {
        return switch (result) {
            case ApiResult.Ok<Void> ok -> ApiResult.ok("");
            case ApiResult.Not<Void>(var problem) -> ApiResult.not(problem);
        };
    }

    /** The API server has done it, and the object has this version now. */
    static PodEvent success(StatusWriter.Task task, String version) {
        return switch (task) {
            case StatusWriter.Write write -> new PodEvent.StatusWritten(version);
            case StatusWriter.Remove remove -> new PodEvent.ObjectRemoved();
        };
    }

    /** It has not been done, or nobody knows whether. */
    static PodEvent failure(StatusWriter.Task task, ApiResult.Problem problem, Optional<Duration> retryAfter) {
        var refusal = refusal(problem);
        return switch (task) {
            case StatusWriter.Write write -> new PodEvent.StatusRefused(refusal, problem.message(), retryAfter);
            case StatusWriter.Remove remove -> new PodEvent.ObjectNotRemoved(refusal, problem.message(), retryAfter);
        };
    }

    private static Refusal refusal(ApiResult.Problem problem) {
        return switch (problem) {
            case ApiResult.NotFound missing -> Refusal.NOT_FOUND;
            case ApiResult.Conflict conflict -> Refusal.CONFLICT;
            case ApiResult.Expired expired -> Refusal.CONFLICT;
            case ApiResult.Refused refused -> Refusal.INVALID;
            case ApiResult.Forbidden forbidden -> Refusal.UNAVAILABLE;
            case ApiResult.Unavailable unavailable -> Refusal.UNAVAILABLE;
        };
    }
}
