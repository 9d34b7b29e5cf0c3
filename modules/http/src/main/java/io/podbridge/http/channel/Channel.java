package io.podbridge.http.channel;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** One channel of a connection; its halves end each for itself. Only from the connection's own callbacks. */
public interface Channel {

    /** Unique among the channels of a connection that are open. */
    int number();

    /** As the client sent them; names in lower case. */
    Map<String, String> headers();

    /**
     * What the client sends; to be run at most once, with {@link Connection#materializer()}. It ends when the client
     * ends it and fails when the client resets the channel. What comes before it is run waits, up to the bound; what
     * comes after it was cancelled is dropped.
     */
    Source<ByteString, NotUsed> received();

    /** Drops what the client sends. */
    void ignore();

    /**
     * Where to send; to be run at most once, with {@link Connection#materializer()}. Its completion ends our half.
     *
     * @param sent is told once: when the end has been written, or the client wants no more; or at once, with the
     *     failure, when the stream failed, and then our half is still open
     */
    Sink<ByteString, NotUsed> toClient(Consumer<Optional<Throwable>> sent);

    /** Ends our half with these bytes; what was under way is sent before, and what was still running is cancelled. */
    void end(ByteString last);

    /** Ends both halves; what was under way is dropped. */
    void reset();
}
