package io.podbridge.core.kube;

import java.time.Duration;
import java.util.Optional;

/** An answer of the server, whatever it says. */
final class Answer {

    private final int status;
    private final Optional<Duration> retryAfter;
    private final byte[] body;

    Answer(int status, Optional<Duration> retryAfter, byte[] body) {
        this.status = status;
        this.retryAfter = retryAfter;
        this.body = body;
    }

    int status() {
        return status;
    }

    /** How long the server wants to be left alone, if it says so. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Not a copy. */
    byte[] body() {
        return body;
    }

    boolean good() {
        return status >= 200 && status < 300;
    }
}
