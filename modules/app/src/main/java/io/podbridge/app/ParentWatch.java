package io.podbridge.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Ends this JVM when its standard input ends. A parent that holds the other end of that pipe is then never outlived,
 * however it ends: the kernel closes the pipe of a process that is gone.
 */
final class ParentWatch {
    /** For an orderly leave. The others leave as well, and the API server may be gone: nobody gains by more. */
    private static final Duration LEAVE_AT_MOST = Duration.ofSeconds(10);

    private ParentWatch() {}

    /** Begins, in a thread of its own. */
    static void start() {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            awaitEnd(System.in);
            endBy(LEAVE_AT_MOST);
            System.exit(ExitCode.OK.number());
        });
    }

    private static void awaitEnd(InputStream input) {
        try {
            var unused = input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            // As good as ended.
        }
    }

    /** What is left then is cut off: the process provider's keeper ends the containers. */
    private static void endBy(Duration atMost) {
        Thread.ofPlatform().daemon().name("parent-watch-end").start(() -> {
            try {
                Thread.sleep(atMost);
            } catch (InterruptedException now) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(ExitCode.TRY_AGAIN.number());
        });
    }
}
