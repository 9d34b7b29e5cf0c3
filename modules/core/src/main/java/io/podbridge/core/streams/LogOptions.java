package io.podbridge.core.streams;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which part of a log, as {@code PodLogOptions}.
 *
 * @param follow go on with what is written later
 * @param previous the log of the container's life before this one
 * @param timestamps each line begins with its RFC 3339 time and a space
 * @param tailLines at most so many of the last lines, 0 or more
 * @param limitBytes at most so many bytes in all, 1 or more
 * @param stream which of the two; both if {@link Stream#ALL}
 */
public record LogOptions(
        boolean follow,
        boolean previous,
        boolean timestamps,
        Optional<Instant> since,
        OptionalLong tailLines,
        OptionalLong limitBytes,
        Stream stream) {

    /** As the query parameter {@code stream} of {@code /containerLogs}. */
    public enum Stream {
        ALL,
        STDOUT,
        STDERR
    }

    public static final LogOptions ALL = new LogOptions(
            false, false, false, Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), Stream.ALL);
}
