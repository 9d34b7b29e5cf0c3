package io.podbridge.provider.process.access;

import io.podbridge.core.streams.Session;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** A command that runs beside a container. Thread-safe. */
public final class CommandSession implements Session {
    private static final int BYTE = 0xff;

    private final Program program;
    private final Runnable kill;
    private final Executor blocking;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * The session of this program.
     *
     * @param kill ends the program and all that it has started; called once, at the end, whether it runs or not
     * @param blocking where its streams wait
     */
    public CommandSession(Program program, Runnable kill, Executor blocking) {
        this.program = program;
        this.kill = kill;
        this.blocking = blocking;
        var unused = program.ended().thenAccept(code -> exit.complete(new Exit.Code(code & BYTE)));
    }

    @Override
    public Sink<ByteString, NotUsed> stdin() {
        return program.channels().stdin()
                ? PipeSink.of(program.input(), output -> program.endInput(), blocking)
                : Sink.<ByteString>ignore().mapMaterializedValue(done -> NotUsed.getInstance());
    }

    @Override
    public Source<ByteString, NotUsed> stdout() {
        return program.channels().stdout()
                ? PipeSource.of(program.output(), program.ended(), blocking)
                : Source.empty();
    }

    @Override
    public Source<ByteString, NotUsed> stderr() {
        return program.channels().stderr() && !program.channels().terminal()
                ? PipeSource.of(program.errors(), program.ended(), blocking)
                : Source.empty();
    }

    @Override
    public CompletionStage<Exit> exit() {
        return exit.minimalCompletionStage();
    }

    @Override
    public void resize(int columns, int rows) {
        program.resize(columns, rows);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            blocking.execute(this::release);
        }
    }

    /** Ends it because the replica does: nobody may take that for the command's own end. */
    public void fail(String message) {
        exit.complete(new Exit.Failed(message));
        close();
    }

    /** Completes when nothing of it is left. */
    public CompletionStage<Void> released() {
        return released.minimalCompletionStage();
    }

    private void release() {
        try {
            kill.run();
            closeStreams();
        } finally {
            released.complete(null);
        }
    }

    private void closeStreams() {
        program.streams().forEach(stream -> {
            try {
                stream.close();
            } catch (IOException gone) {
                // Then it is closed.
            }
        });
    }
}
