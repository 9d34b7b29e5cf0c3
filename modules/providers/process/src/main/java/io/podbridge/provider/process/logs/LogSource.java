package io.podbridge.provider.process.logs;

import io.podbridge.core.streams.LogOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Shows a log to people. */
public final class LogSource {
    private LogSource() {}

    /** What the options ask for, read as fast as it is wanted; {@code blocking} does the reading. */
    public static Source<ByteString, NotUsed> of(ContainerLog log, LogOptions options, Executor blocking) {
        return Source.unfoldResourceAsync(
                () -> CompletableFuture.supplyAsync(() -> open(log, options, blocking), blocking),
                LogReader::next,
                reader -> CompletableFuture.supplyAsync(
                        () -> {
                            reader.close();
                            return Done.done();
                        },
                        blocking));
    }

    private static LogReader open(ContainerLog log, LogOptions options, Executor blocking) {
        try {
            return LogReader.open(log, options, blocking);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log", e);
        }
    }
}
