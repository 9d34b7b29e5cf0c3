package io.podbridge.provider.process.access;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * What a process prints, read chunk by chunk as it is wanted: a process that prints faster waits. Each read waits in a
 * thread of {@code blocking}, so that must not be short of threads.
 */
final class PipeSource {
    private static final int CHUNK = 32 * 1024;

    /**
     * What a process has printed is read within moments of its end. Whoever it left behind may hold the pipe open for
     * ever, and is not waited for.
     */
    private static final long LAST_WORDS_SECONDS = 5;

    private final InputStream input;
    private final CompletionStage<?> ended;
    private final Executor blocking;
    private final byte[] buffer = new byte[CHUNK];
    private volatile CompletableFuture<Optional<ByteString>> pending =
            CompletableFuture.completedFuture(Optional.empty());

    private PipeSource(InputStream input, CompletionStage<?> ended, Executor blocking) {
        this.input = input;
        this.ended = ended;
        this.blocking = blocking;
    }

    /** All that comes out of {@code input}; cancelling closes it. */
    static Source<ByteString, NotUsed> of(InputStream input, CompletionStage<?> ended, Executor blocking) {
        return Source.unfoldResourceAsync(
                () -> CompletableFuture.completedFuture(new PipeSource(input, ended, blocking).watched()),
                PipeSource::next,
                pipe -> CompletableFuture.supplyAsync(pipe::close, blocking));
    }

    private PipeSource watched() {
        var unused = ended.thenRun(() -> limit(pending));
        return this;
    }

    private CompletionStage<Optional<ByteString>> next() {
        CompletableFuture<Optional<ByteString>> read = CompletableFuture.supplyAsync(this::read, blocking);
        pending = read;
        if (ended.toCompletableFuture().isDone()) {
            limit(read);
        }
        return read;
    }

    private static void limit(CompletableFuture<Optional<ByteString>> read) {
        var unused = read.completeOnTimeout(Optional.empty(), LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    }

    private Optional<ByteString> read() {
        int length;
        try {
            length = input.read(buffer);
        } catch (IOException swapped) {
            length = readAgain();
        }
        return length < 0 ? Optional.empty() : Optional.of(ByteString.fromArray(buffer, 0, length));
    }

    /** When a process ends the JDK takes what is left out of the pipe and closes that, below whoever is reading. */
    private int readAgain() {
        try {
            return input.read(buffer);
        } catch (IOException closed) {
            return -1;
        }
    }

    private Done close() {
        try {
            input.close();
        } catch (IOException gone) {
            // Nothing is left to be closed.
        }
        return Done.done();
    }
}
