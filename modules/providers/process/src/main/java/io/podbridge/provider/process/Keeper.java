package io.podbridge.provider.process;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The process that outlives a replica, for a moment: it kills the containers when the replica dies (its standard input
 * ends) or says nothing for too long (the replica is paused, and others believe it dead).
 *
 * <p>It reads lines: {@code add <session> <start time>}, {@code remove <session> <start time>}, {@code beat <number>}.
 * It answers each beat with the same line, and says {@code fenced <number of the last beat>} before it kills for
 * silence.
 */
public final class Keeper {
    private static final int CHECKS_PER_FENCE = 20;

    private final long fenceNanos;
    private final String marker;
    private final FileInputStream input;
    private final PrintStream answers;
    private final Set<Session> sessions = new HashSet<>();
    private long lastBeat;
    private long heardAt = System.nanoTime();
    private boolean fenced;

    private Keeper(Duration fenceAfter, String marker, FileInputStream input, PrintStream answers) {
        this.fenceNanos = fenceAfter.toNanos();
        this.marker = marker;
        this.input = input;
        this.answers = answers;
    }

    /** Arguments: the longest silence in milliseconds, and how the markers of the containers begin. */
    public static void main(String[] arguments) throws IOException {
        var fenceAfter = Duration.ofMillis(Long.parseLong(arguments[0]));
        var answers = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        // Not System.in: while one thread waits for its bytes, it tells no other whether there are any.
        var input = new FileInputStream(FileDescriptor.in);
        var keeper = new Keeper(fenceAfter, arguments[1], input, answers);
        Thread.ofPlatform().daemon().name("watchdog").start(keeper::watch);
        var lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            keeper.hear(line);
        }
        keeper.killAll();
    }

    private synchronized void hear(String line) {
        heardAt = System.nanoTime();
        fenced = false;
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "add" -> sessions.add(session(words));
            case "remove" -> sessions.remove(session(words));
            case "beat" -> {
                lastBeat = Long.parseLong(words[1]);
                answers.println(line);
            }
            default -> throw new IllegalArgumentException(line);
        }
    }

    private static Session session(String[] words) {
        return new Session(Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    private void watch() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(fenceNanos / CHECKS_PER_FENCE);
                check();
            }
        } catch (InterruptedException | IOException e) {
            // The replica starts another one.
            Runtime.getRuntime().halt(1);
        }
    }

    private synchronized void check() throws IOException {
        // What was written and not yet read is no silence: this process may itself have been short of time.
        if (!fenced && System.nanoTime() - heardAt > fenceNanos && input.available() == 0) {
            fenced = true;
            answers.println("fenced " + lastBeat);
            killAll();
        }
    }

    private synchronized void killAll() {
        List<Session> doomed = sessions.stream().filter(Session::current).toList();
        sessions.clear();
        Signals.killAll(
                doomed,
                process -> doomed.stream().anyMatch(session -> session.holds(process))
                        || Marker.of(process)
                                .filter(value -> value.startsWith(marker))
                                .isPresent());
    }
}
