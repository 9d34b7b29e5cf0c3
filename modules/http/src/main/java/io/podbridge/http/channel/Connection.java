package io.podbridge.http.channel;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.stream.Materializer;

/** A connection as its conversation sees it. All methods only from the conversation's own callbacks. */
public interface Connection {

    /** Runs the streams of channels. */
    Materializer materializer();

    /** Runs something on the connection later, unless it has ended by then. */
    void after(Duration delay, Runnable action);

    /**
     * Brings the result of something asynchronous onto the connection.
     *
     * @param here gets the value or the failure, as a callback of this connection
     * @param ended gets a value that came after the connection had ended, on any thread: to let go of it
     */
    <T> void when(CompletionStage<T> stage, Result<T> here, Consumer<T> ended);

    /**
     * Nothing more will be sent than what channels still have: then the farewell, and the client is waited for. What
     * the client sends from now on is dropped.
     */
    void finish();

    /** How something asynchronous went. */
    interface Result<T> {
        void value(T value);

        void failed(Throwable failure);
    }
}
