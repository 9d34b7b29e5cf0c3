package io.podbridge.app.demo;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;

/** What the demo says, line by line. Threads: any. */
final class Console {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final PrintStream out;
    private final Supplier<LocalTime> clock;
    private final long startNanos = System.nanoTime();
    private boolean following;

    Console(PrintStream out, Supplier<LocalTime> clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Says it as it is. */
    synchronized void say(String text) {
        out.println(text);
        out.flush();
    }

    /** Says it with the seconds since the start. */
    void progress(String text) {
        say(String.format(Locale.ROOT, "%6.1f s  %s", (System.nanoTime() - startNanos) / 1e9, text));
    }

    /** Says it with the time of day, between {@link #follow} and {@link #unfollow}. */
    synchronized void event(DemoEvent event) {
        if (following) {
            say(TIME.format(clock.get()) + "  " + DemoLines.of(event));
        }
    }

    /** From here on events are worth a line each; before, the start has lines of its own. */
    synchronized void follow() {
        following = true;
    }

    /** From here on not any more: what ends all at once would be a wall of lines. */
    synchronized void unfollow() {
        following = false;
    }
}
