package io.podbridge.core.streams;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * A running command or an attached process. Each stream is run at most once; those that were not asked for are empty,
 * or take and drop what they get.
 */
public interface Session {

    /** Completing it closes the process's standard input. */
    Sink<ByteString, NotUsed> stdin();

    Source<ByteString, NotUsed> stdout();

    Source<ByteString, NotUsed> stderr();

    /** Completes once, when the process has ended; its output may still be on its way. */
    CompletionStage<Exit> exit();

    /** Columns and rows of the terminal; without one nothing happens. */
    void resize(int columns, int rows);

    /** Lets go of it: a command is killed, with what it started; an attached process goes on. Idempotent. */
    void close();

    /** How a session ended. */
    sealed interface Exit {
        /** With this code, 0 to 255; a signal counts as 128 and its number. */
        record Code(int code) implements Exit {}

        /** Nobody knows how: the platform or the replica failed. */
        record Failed(String message) implements Exit {}
    }
}
