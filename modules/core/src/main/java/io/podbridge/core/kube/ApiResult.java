package io.podbridge.core.kube;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the API server answered. */
public sealed interface ApiResult<T> {

    /** Done. */
    record Ok<T>(T value) implements ApiResult<T> {}

    /** Not done, and why. */
    record Not<T>(Problem problem) implements ApiResult<T> {}

    /** Why the API server did not do it. */
    sealed interface Problem {
        /** For a person: the server's own message, or what happened on the way to it. */
        String message();
    }

    /** 404: there is no such object. */
    record NotFound(String message) implements Problem {}

    /** 409: another version or UID than expected, or it exists already. */
    record Conflict(String message) implements Problem {}

    /**
     * Who we are, what we may do, or who the server is.
     *
     * @param status 401 or 403; {@link #UNTRUSTED} if nothing was asked, since the server's certificate is not trusted
     */
    record Forbidden(int status, String message) implements Problem {
        /** No status of HTTP: the server does not get so far as to answer. */
        public static final int UNTRUSTED = 0;
    }

    /** 400, 422 and the like: the server will never take this. */
    record Refused(int status, String message) implements Problem {}

    /** 410: the history is gone. */
    record Expired(String message) implements Problem {}

    /** No answer, 429 or 5xx: whether it was done is not known. Trying again may help. */
    record Unavailable(String message, Optional<Duration> retryAfter) implements Problem {}

    /** What was done, seen in another way. */
    default <R> ApiResult<R> map(Function<? super T, ? extends R> function) {
        return flatMap(value -> new Ok<>(function.apply(value)));
    }

    /** What follows from what was done. */
    default <R> ApiResult<R> flatMap(Function<? super T, ApiResult<R>> function) {
        return switch (this) {
            case Ok<T>(var value) -> function.apply(value);
            case Not<T>(var problem) -> new Not<>(problem);
        };
    }

    /** What a stage ended with; an exception, which is a bug of the client, counts as no answer. */
    static <T> ApiResult<T> of(@Nullable ApiResult<T> result, @Nullable Throwable failure) {
        return result != null ? result : not(new Unavailable(String.valueOf(failure), Optional.empty()));
    }

    /** A result that is done. */
    static <T> ApiResult<T> ok(T value) {
        return new Ok<>(value);
    }

    /** A result that is not. */
    static <T> ApiResult<T> not(Problem problem) {
        return new Not<>(problem);
    }
}
