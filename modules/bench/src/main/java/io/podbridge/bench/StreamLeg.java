package io.podbridge.bench;

import io.podbridge.bench.streams.Transfer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One transfer that is measured.
 *
 * @param subject through what
 * @param command exec or port-forward; empty for the copy
 * @param processes whose processor time it costs, besides the client's
 */
record StreamLeg(Subject subject, String command, Direction direction, Map<String, Long> processes, Transfer transfer) {

    private static final String CLIENT = "client";
    private static final double MEGABYTE = 1e6;
    private static final double GIGABYTE = 1e9;
    private static final double SECOND_IN_MILLIS = 1e3;
    private static final double SECOND_IN_NANOS = 1e9;

    /** Through what. */
    enum Subject {
        /** Nothing but TLS. */
        COPY("TLS copy"),
        /** The replica that has the containers. */
        PLAIN("plain"),
        /** Another replica, and from it the relay. */
        RELAYED("relayed");

        private final String title;

        Subject(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** Seen from the client. */
    enum Direction {
        DOWNLOAD,
        UPLOAD
    }

    /**
     * What it took.
     *
     * @param rate MB/s
     * @param processor of podbridge, or of the other side of the copy, in seconds for each GB
     * @param client processor of the client, in seconds for each GB
     */
    record Figures(double rate, double processor, double client) {}

    String title() {
        return (command + " " + direction.name().toLowerCase(Locale.ROOT)).strip();
    }

    @Override
    public String toString() {
        return subject.title() + " " + title();
    }

    /** Does it, once. */
    Figures measure(long bytes) throws IOException {
        Map<String, Long> all = new HashMap<>(processes);
        all.put(CLIENT, ProcessHandle.current().pid());
        var before = Processors.now(all);
        long nanos = transfer.move(bytes);
        var used = Processors.now(all).since(before);
        double client = used.of(CLIENT);
        return new Figures(
                bytes / MEGABYTE / (nanos / SECOND_IN_NANOS),
                (used.of("") - client) / SECOND_IN_MILLIS / (bytes / GIGABYTE),
                client / SECOND_IN_MILLIS / (bytes / GIGABYTE));
    }
}
