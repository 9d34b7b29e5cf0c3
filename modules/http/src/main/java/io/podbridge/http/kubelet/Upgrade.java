package io.podbridge.http.kubelet;

import io.podbridge.http.websocket.WebSocketHandshake;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Into what a client wants its connection to be turned. */
sealed interface Upgrade {

    /**
     * SPDY/3.1.
     *
     * @param protocols that it offers, best first
     */
    record Spdy(List<String> protocols) implements Upgrade {}

    /**
     * A WebSocket.
     *
     * @param key of the handshake
     */
    record WebSocket(List<String> protocols, String key) implements Upgrade {}

    static Checked<Upgrade> of(HttpRequest request) {
        boolean upgrade = values(request, "connection").stream().anyMatch("upgrade"::equalsIgnoreCase);
        String protocol = String.join(",", values(request, "upgrade")).toLowerCase(Locale.ROOT);
        if (!upgrade || protocol.isEmpty()) {
            return Checked.refused(400, "Upgrade request required");
        }
        return switch (protocol) {
            case "spdy/3.1" -> Checked.of(new Spdy(values(request, "x-stream-protocol-version")));
            case "websocket" -> webSocket(request);
            default -> Checked.refused(400, "unable to upgrade: " + protocol + " is not served");
        };
    }

    private static Checked<Upgrade> webSocket(HttpRequest request) {
        String key = String.join(",", values(request, "sec-websocket-key"));
        boolean version = values(request, "sec-websocket-version").contains("13");
        return version
                        && WebSocketHandshake.isKey(key)
                        && request.method().value().equals("GET")
                ? Checked.of(new WebSocket(values(request, "sec-websocket-protocol"), key))
                : Checked.refused(400, "unable to upgrade: no WebSocket handshake of version 13");
    }

    private static List<String> values(HttpRequest request, String name) {
        return Negotiation.split(StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> header.is(name))
                .map(HttpHeader::value)
                .toList());
    }
}
