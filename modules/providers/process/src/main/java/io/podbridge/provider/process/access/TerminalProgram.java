package io.podbridge.provider.process.access;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import io.podbridge.core.streams.Channels;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** One with a terminal of its own, which it leads as a session. */
public final class TerminalProgram implements Program {
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;
    private static final int LARGEST = 0xffff;

    /** Control-D, as a person ends the input; the first may only end a line that was begun. */
    private static final byte[] END_OF_INPUT = {4, 4};

    private final PtyProcess process;
    private final Channels channels;
    private final CompletionStage<Integer> ended;

    private TerminalProgram(PtyProcess process, Channels channels, Executor blocking) {
        this.process = process;
        this.channels = channels;
        this.ended = CompletableFuture.supplyAsync(this::await, blocking);
    }

    /** Starts it, at the size that terminals have until somebody says otherwise. */
    public static TerminalProgram start(
            List<String> command,
            Map<String, String> environment,
            String directory,
            Channels channels,
            Executor blocking)
            throws IOException {
        PtyProcess process = new PtyProcessBuilder(command.toArray(String[]::new))
                .setEnvironment(environment)
                .setDirectory(directory)
                .setInitialColumns(COLUMNS)
                .setInitialRows(ROWS)
                .start();
        return new TerminalProgram(process, channels, blocking);
    }

    private int await() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    /** Its process, which leads its session. */
    public long pid() {
        return process.pid();
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public InputStream output() {
        return new FilterInputStream(process.getInputStream()) {
            // Closing it hangs up, which kills a program that has just closed its output and is about to exit.
            @Override
            public void close() {}
        };
    }

    @Override
    public InputStream errors() {
        return InputStream.nullInputStream();
    }

    @Override
    public CompletionStage<Integer> ended() {
        return ended;
    }

    @Override
    public void resize(int columns, int rows) {
        if (columns > 0 && columns <= LARGEST && rows > 0 && rows <= LARGEST && process.isAlive()) {
            process.setWinSize(new WinSize(columns, rows));
        }
    }

    @Override
    public void endInput() throws IOException {
        process.getOutputStream().write(END_OF_INPUT);
        process.getOutputStream().flush();
    }

    @Override
    public List<Closeable> streams() {
        return List.of(process.getOutputStream(), process.getInputStream());
    }

    @Override
    public Channels channels() {
        return channels;
    }
}
