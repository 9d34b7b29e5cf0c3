package io.podbridge.http.channel;

import java.util.List;
import org.apache.pekko.util.ByteString;

/**
 * A protocol that carries channels: bytes to events, and what is to be done to bytes. Bytes must be sent in the order
 * in which they were made. Of one connection, for one thread.
 */
public interface Wire extends AutoCloseable {

    /** What is there before the other side has said anything. */
    List<WireEvent> begin();

    /** What these bytes mean; after a {@link WireEvent.Violation} or a farewell, nothing. */
    List<WireEvent> receive(ByteString bytes);

    /** Takes an opened channel; before anything is sent on it. */
    ByteString accept(int channel);

    /** A part of a channel. */
    ByteString data(int channel, ByteString payload, boolean last);

    /** Neither sends nor takes any more on a channel; empty if the wire cannot say so. */
    ByteString reset(int channel);

    /** Something that needs no answer, to find out whether the other side still lives. */
    ByteString probe();

    /** The last bytes of a connection that ends as it should. */
    ByteString farewell();

    /** Frees what it holds outside of the heap. */
    @Override
    void close();
}
