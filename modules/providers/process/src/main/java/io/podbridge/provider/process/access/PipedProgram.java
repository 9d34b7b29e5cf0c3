package io.podbridge.provider.process.access;

import io.podbridge.core.streams.Channels;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** One with a pipe for each stream. */
public final class PipedProgram implements Program {
    private final Process process;
    private final Channels channels;
    private final CompletionStage<Integer> ended;

    /** A process whose streams that nobody asked for lead nowhere. */
    public PipedProgram(Process process, Channels channels, Executor blocking) {
        this.process = process;
        this.channels = channels;
        this.ended = process.onExit().thenApplyAsync(Process::exitValue, blocking);
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    @Override
    public InputStream errors() {
        return process.getErrorStream();
    }

    @Override
    public CompletionStage<Integer> ended() {
        return ended;
    }

    @Override
    public void resize(int columns, int rows) {}

    @Override
    public void endInput() throws IOException {
        process.getOutputStream().close();
    }

    @Override
    public List<Closeable> streams() {
        return List.of(input(), output(), errors());
    }

    @Override
    public Channels channels() {
        return channels;
    }
}
