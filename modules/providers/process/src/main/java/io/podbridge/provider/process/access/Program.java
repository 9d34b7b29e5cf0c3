package io.podbridge.provider.process.access;

import io.podbridge.core.streams.Channels;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A process that somebody talks to, whatever stands between: pipes or a terminal. */
public interface Program {

    /** Its standard input, to be written to by one thread at a time. */
    OutputStream input();

    /** What it prints. */
    InputStream output();

    /** Its complaints; at its end at once if it has a terminal. */
    InputStream errors();

    /** Its exit code, 128 and more for a signal, once it has ended. */
    CompletionStage<Integer> ended();

    /** The size of its terminal, if it has one. */
    void resize(int columns, int rows);

    /** Tells it that no more input comes. */
    void endInput() throws IOException;

    /** What is to be closed when it has ended. */
    List<Closeable> streams();

    /** Whether these are its streams. */
    Channels channels();
}
