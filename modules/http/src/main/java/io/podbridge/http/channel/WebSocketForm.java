package io.podbridge.http.channel;

import java.util.Optional;

/**
 * A WebSocket subprotocol that carries channels; the first byte of a message is the channel's number.
 *
 * @param protocol as in {@code Sec-WebSocket-Protocol}; "" is that of clients that ask for none
 * @param base64 whether messages are text: the number as a digit, then base64
 * @param closes whether a client can end a channel, with the two bytes 255 and the channel's number
 * @param status whether the end of a command is told as a Status in JSON; otherwise as text, and only if it failed
 */
public record WebSocketForm(String protocol, boolean base64, boolean closes, boolean status) {

    /** The one of that name. */
    public static Optional<WebSocketForm> named(String protocol) {
        return switch (protocol) {
            case "v5.channel.k8s.io" -> Optional.of(new WebSocketForm(protocol, false, true, true));
            case "v4.channel.k8s.io" -> Optional.of(new WebSocketForm(protocol, false, false, true));
            case "v4.base64.channel.k8s.io" -> Optional.of(new WebSocketForm(protocol, true, false, true));
            case "channel.k8s.io", "" -> Optional.of(new WebSocketForm(protocol, false, false, false));
            case "base64.channel.k8s.io" -> Optional.of(new WebSocketForm(protocol, true, false, false));
            default -> Optional.empty();
        };
    }
}
