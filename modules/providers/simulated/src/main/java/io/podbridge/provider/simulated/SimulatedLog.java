package io.podbridge.provider.simulated;

import io.podbridge.core.streams.LogOptions;
import io.podbridge.core.streams.LogOptions.Stream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The made-up log of one life of a container: some lines at its start, one every ten seconds, and one at its end. Which
 * line is where follows from the pod's UID and the times, so that every replica shows the same log. Pure.
 *
 * @param seed what makes it unlike other logs
 * @param image as in the spec
 * @param start when the container started
 * @param end when it ended, with which code, if it has
 */
record SimulatedLog(long seed, String image, Instant start, Optional<End> end) {
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final int AT_START = 4;
    private static final int COMPLAINT = 5;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

    /** How it ended. */
    record End(Instant at, int exitCode) {}

    /** A line of it. */
    record Line(Instant time, Stream stream, String text) {

        /** As it is shown. */
        String shown(boolean timestamps) {
            return (timestamps ? TIME.format(time) + " " : "") + text + "\n";
        }
    }

    /** How many lines there are by this time. */
    long count(Instant now) {
        Instant until = end.map(End::at).filter(at -> at.isBefore(now)).orElse(now);
        if (until.isBefore(start)) {
            return 0;
        }
        long beats = Duration.between(start, until).dividedBy(BEAT);
        return AT_START + beats + (end.filter(over -> !over.at().isAfter(now)).isPresent() ? 1 : 0);
    }

    /** The line of this number, which must be below the count. */
    Line line(long number) {
        if (number < AT_START) {
            return new Line(start.plusNanos(number), stream(number), first((int) number));
        }
        Instant due = start.plus(BEAT.multipliedBy(number - AT_START + 1));
        return end.filter(over -> due.isAfter(over.at()))
                .map(over -> new Line(over.at(), Stream.STDOUT, "exiting with code " + over.exitCode()))
                .orElseGet(() -> new Line(due, stream(number), beat(number)));
    }

    private String first(int number) {
        return switch (number) {
            case 0 -> "starting " + image;
            case 1 -> "reading the configuration";
            case 2 -> "listening on port 8080";
            default -> "warning: this container is simulated";
        };
    }

    private static Stream stream(long number) {
        return number % COMPLAINT == AT_START - 1 ? Stream.STDERR : Stream.STDOUT;
    }

    private String beat(long number) {
        long drawn = (seed ^ number * 0x9E3779B97F4A7C15L) >>> 40;
        return "request " + number + " took " + (1 + drawn % 250) + " ms";
    }

    /** The number of the first line to be shown. */
    long first(LogOptions options, Instant now) {
        long count = count(now);
        long left = options.tailLines().orElse(Long.MAX_VALUE);
        long number = count;
        while (number > 0 && left > 0) {
            number--;
            left -= wanted(line(number), options.stream()) ? 1 : 0;
        }
        return number;
    }

    /** Whether the line is of this stream. */
    static boolean wanted(Line line, Stream stream) {
        return stream == Stream.ALL || stream == line.stream();
    }
}
