package io.podbridge.core.pod;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a pod's {@code activeDeadlineSeconds} are over: counted from its start time, which survives a fail-over. One
 * that only waits for the end of its sidecars has kept it.
 */
final class Deadline {
    private Deadline() {}

    static Optional<Instant> of(Pod pod) {
        return pod.spec()
                .activeDeadline()
                .filter(duration -> !Reports.known(pod).over(pod.spec()))
                .flatMap(duration -> pod.status().startTime().map(start -> start.plus(duration)));
    }

    /** What is left until then, as far as a timer can be set; zero if it is over. */
    static Duration left(Instant deadline, Instant now) {
        return Bounds.wait(Duration.between(now, deadline));
    }

    /** Whether it is over. */
    static boolean over(Pod pod, Instant now) {
        return of(pod).filter(at -> !now.isBefore(at)).isPresent();
    }
}
