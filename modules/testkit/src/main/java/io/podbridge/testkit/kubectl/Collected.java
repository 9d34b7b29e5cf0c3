package io.podbridge.testkit.kubectl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a process writes, collected while it runs; may be looked at at any time. */
public final class Collected {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread reader;

    private Collected(InputStream stream) {
        reader = Thread.ofPlatform().daemon().start(() -> read(stream));
    }

    /** Reads the stream from now on. */
    public static Collected of(InputStream stream) {
        return new Collected(stream);
    }

    /** So far. */
    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** When nobody can write any more, which must be soon. */
    public String whole() throws InterruptedException {
        if (!reader.join(PATIENCE)) {
            throw new AssertionError("it is still being written: " + text());
        }
        return text();
    }

    private void read(InputStream stream) {
        try (stream) {
            stream.transferTo(bytes);
        } catch (IOException closed) {
            // What came before is what there is.
        }
    }
}
