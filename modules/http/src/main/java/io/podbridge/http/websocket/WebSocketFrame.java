package io.podbridge.http.websocket;

import org.apache.pekko.util.ByteString;

/** What a client sends, unmasked. */
public sealed interface WebSocketFrame {

    /**
     * A part of a message, handed on as it arrives; a part may be empty.
     *
     * @param first whether the message begins with it
     * @param text whether the message is text and not binary
     * @param last whether the message ends with it
     */
    record Part(boolean first, boolean text, ByteString payload, boolean last) implements WebSocketFrame {}

    /** To be answered with the same payload. */
    record Ping(ByteString payload) implements WebSocketFrame {}

    /** The client lives. */
    record Pong(ByteString payload) implements WebSocketFrame {}

    /**
     * The client closes.
     *
     * @param code 1005 if the client gives none
     */
    record Close(int code) implements WebSocketFrame {}

    /** The bytes break RFC 6455; the decoder gives nothing after this. */
    record Malformed(int code, String reason) implements WebSocketFrame {}
}
