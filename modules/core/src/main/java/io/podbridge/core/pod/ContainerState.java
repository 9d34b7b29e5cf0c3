package io.podbridge.core.pod;

import java.time.Instant;
import java.util.Optional;

/** What a container does. Times are whole seconds, as in the Kubernetes API. */
public sealed interface ContainerState {

    /** Not running yet, or not again yet; the reason is one a person knows ({@code CrashLoopBackOff}). */
    record Waiting(String reason, String message) implements ContainerState {}

    /** Running since. */
    record Running(Instant startedAt) implements ContainerState {}

    /**
     * Ended.
     *
     * @param exitCode 0 to 255; 128 + signal where a signal ended it
     * @param signal the signal, if one ended it
     * @param reason {@code Completed}, {@code Error}, {@code OOMKilled}, {@code ReplicaLost}, …
     * @param message "" if there is nothing to add
     * @param startedAt absent if it is not known
     * @param finishedAt absent if it is not known
     */
    record Terminated(
            int exitCode,
            Optional<Integer> signal,
            String reason,
            String message,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt)
            implements ContainerState {}
}
