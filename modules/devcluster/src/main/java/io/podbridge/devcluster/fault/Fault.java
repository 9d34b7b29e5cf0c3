package io.podbridge.devcluster.fault;

import java.time.Duration;

/** What goes wrong with a request. */
public sealed interface Fault {

    /** It is answered later than usual. */
    record Latency(Duration delay) implements Fault {}

    /**
     * It is refused, and nothing is done. A watch that is refused with 410 opens and then says so in an event, as
     * kube-apiserver does it.
     *
     * @param retryAfterSeconds 0 for no such header
     */
    record Refusal(int code, String reason, String message, int retryAfterSeconds) implements Fault {}

    /** It is done, but the client is told otherwise: the answer got lost. */
    record LostAnswer() implements Fault {}

    /** It is never answered while the fault lasts, then refused with 503. */
    record Hang() implements Fault {}

    /** A watch ends cleanly after so many events; no harm to other requests. */
    record CutWatch(int events) implements Fault {}

    static Fault conflict() {
        return new Refusal(
                409,
                "Conflict",
                "Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest"
                        + " version and try again",
                0);
    }

    static Fault expired() {
        return new Refusal(410, "Expired", "too old resource version", 0);
    }

    static Fault tooManyRequests(int retryAfterSeconds) {
        return new Refusal(429, "TooManyRequests", "Too many requests, please try again later.", retryAfterSeconds);
    }

    static Fault internalError() {
        return new Refusal(500, "InternalError", "Internal error occurred: injected fault", 0);
    }

    static Fault unavailable() {
        return new Refusal(503, "ServiceUnavailable", "the server is currently unable to handle the request", 0);
    }
}
