package io.podbridge.provider.process.logs;

import io.podbridge.provider.process.access.Broadcast;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Carries what a container prints on one stream to its log, at the speed of the log: a container that prints faster
 * waits.
 *
 * <p>A platform thread, not a virtual one: reading a pipe holds on to the carrier thread, of which there are 256 at
 * most, and a few hundred quiet containers would stop every virtual thread of this JVM.
 */
public final class LogPump {
    private static final long STACK = 128 * 1024;
    private static final int BUFFER = 8 * 1024;

    private final Thread thread;

    /** Starts it. */
    public LogPump(String stream, InputStream input, ContainerLog log, Broadcast listeners, InstantSource clock) {
        thread = Thread.ofPlatform()
                .daemon()
                .name("process-" + stream)
                .stackSize(STACK)
                .start(() -> pump(new CriLines(stream), input, log, listeners, clock));
    }

    /** Waits until the stream has ended: nobody is left who could print. */
    public void await(Duration patience) {
        try {
            thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pump(
            CriLines lines, InputStream input, ContainerLog log, Broadcast listeners, InstantSource clock) {
        byte[] buffer = new byte[BUFFER];
        try (input) {
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                log.append(lines.take(buffer, read, clock.instant()));
                listeners.publish(buffer, read);
            }
        } catch (IOException closed) {
            // The process is gone and took the pipe with it; what was read before is below.
        }
        log.append(lines.end(clock.instant()));
        listeners.end();
    }
}
