package io.podbridge.provider.process.access;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;

/**
 * The input of a process. One chunk is written at a time; a process that does not read stops the stream. Once it reads
 * no more, for it has ended or closed its input, the rest is taken and dropped: that it was not read is no failure.
 */
final class PipeSink {
    private final OutputStream output;
    private final Executor blocking;
    private volatile boolean broken;

    private PipeSink(OutputStream output, Executor blocking) {
        this.output = output;
        this.blocking = blocking;
    }

    /** Writes to {@code output}; {@code end} is done at the end of the stream, in a thread that may block. */
    static Sink<ByteString, NotUsed> of(OutputStream output, End end, Executor blocking) {
        var pipe = new PipeSink(output, blocking);
        return Flow.of(ByteString.class)
                .mapAsync(1, pipe::write)
                .to(Sink.onComplete(done -> blocking.execute(() -> pipe.end(end))));
    }

    /** What the end of the stream means to the process. */
    interface End {
        /** Does it. */
        void of(OutputStream output) throws IOException;
    }

    private CompletionStage<Done> write(ByteString bytes) {
        return broken
                ? CompletableFuture.completedFuture(Done.done())
                : CompletableFuture.supplyAsync(() -> writeNow(bytes), blocking);
    }

    private Done writeNow(ByteString bytes) {
        try {
            output.write(bytes.toArrayUnsafe());
            output.flush();
        } catch (IOException nobodyReads) {
            broken = true;
        }
        return Done.done();
    }

    private void end(End end) {
        try {
            end.of(output);
        } catch (IOException gone) {
            broken = true;
        }
    }
}
