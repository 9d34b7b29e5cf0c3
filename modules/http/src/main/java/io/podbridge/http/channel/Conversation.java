package io.podbridge.http.channel;

/**
 * What the channels of one connection are for. Its methods are called one at a time, on the connection's actor, and
 * must not block; an exception ends the connection.
 */
public interface Conversation {

    /** First, once. */
    void begin();

    /** The client opened a channel, and it is accepted; the conversation may reset it. */
    void opened(Channel channel);

    /** The connection is to end for this reason; the client must be told, and {@link Connection#finish} called. */
    void interrupt(String reason);

    /** Last, once, however it ended: lets go of everything. */
    void ended();
}
