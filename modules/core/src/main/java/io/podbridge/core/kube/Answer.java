package io.podbridge.core.kube;

import java.time.Duration;
import java.util.Optional;

/** An answer of the server, whatever it says. */
record Answer(int status, Optional<Duration> retryAfter, byte[] body) {

    boolean good() {
        return status >= 200 && status < 300;
    }
}
