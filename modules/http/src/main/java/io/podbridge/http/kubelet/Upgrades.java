package io.podbridge.http.kubelet;

import io.podbridge.core.streams.Channels;
import io.podbridge.http.channel.Connection;
import io.podbridge.http.channel.Connections;
import io.podbridge.http.channel.Conversation;
import io.podbridge.http.channel.Limits;
import io.podbridge.http.channel.Multiplexer;
import io.podbridge.http.channel.SpdyWire;
import io.podbridge.http.channel.TunnelWire;
import io.podbridge.http.channel.Wire;
import io.podbridge.http.session.Command;
import io.podbridge.http.session.CommandConversation;
import io.podbridge.http.session.Forwarding;
import io.podbridge.http.session.PortForwardConversation;
import io.podbridge.http.websocket.WebSocketHandshake;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** Picks the protocol and makes the response with which a conversation begins. */
final class Upgrades {

    /** What a protocol can express. */
    record Dialect(boolean resizable, boolean json) {}

    private static final String SPDY = "SPDY/3.1";
    private static final String CHOSEN = "X-Stream-Protocol-Version";

    private final Limits limits;
    private final Connections connections;

    Upgrades(Limits limits, Connections connections) {
        this.limits = limits;
        this.connections = connections;
    }

    Checked<HttpResponse> command(Upgrade upgrade, Channels channels, Function<Dialect, Command> command) {
        return switch (upgrade) {
            case Upgrade.Spdy(List<String> offered) ->
                Negotiation.spdy(offered, Negotiation.COMMAND_OVER_SPDY).then(protocol -> {
                    Command chosen = command.apply(dialect(protocol));
                    return spdy(protocol, connection -> new CommandConversation(chosen, connection));
                });
            case Upgrade.WebSocket(List<String> offered, String key) ->
                Negotiation.webSocket(offered).then(form -> {
                    Command chosen = command.apply(new Dialect(true, form.status()));
                    Supplier<Wire> wire = () -> WebSocketWires.command(form, channels);
                    return webSocket(
                            key, form.protocol(), wire, connection -> new CommandConversation(chosen, connection));
                });
        };
    }

    /**
     * Begins to forward ports.
     *
     * @param forwarding what to do, given whether the connection ends with the last port
     */
    Checked<HttpResponse> portForward(Upgrade upgrade, Query query, Function<Boolean, Forwarding> forwarding) {
        return switch (upgrade) {
            case Upgrade.Spdy(List<String> offered) ->
                Negotiation.spdy(offered, Negotiation.PORT_FORWARD_OVER_SPDY)
                        .then(protocol -> spdy(protocol, conversation(forwarding.apply(false))));
            case Upgrade.WebSocket(List<String> offered, String key) ->
                offered.contains(Negotiation.TUNNEL)
                        ? webSocket(key, Negotiation.TUNNEL, TunnelWire::new, conversation(forwarding.apply(false)))
                        : Negotiation.webSocket(offered)
                                .then(form -> WebSocketWires.ports(query)
                                        .then(ports -> webSocket(
                                                key,
                                                form.protocol(),
                                                () -> WebSocketWires.portForward(form, ports),
                                                conversation(forwarding.apply(true)))));
        };
    }

    /** Says also which protocols would have been taken, if it was for lack of a common one. */
    HttpResponse refused(Reply reply, HttpRequest request) {
        HttpResponse response = Replies.of(reply);
        if (reply.status() != 403) {
            return response;
        }
        List<String> served = request.getUri().path().startsWith("/portForward")
                ? Negotiation.PORT_FORWARD_OVER_SPDY
                : Negotiation.COMMAND_OVER_SPDY;
        for (String protocol : served) {
            response = response.addHeader(RawHeader.create("X-Accepted-Stream-Protocol-Versions", protocol));
        }
        return response;
    }

    private static Function<Connection, Conversation> conversation(Forwarding forwarding) {
        return connection -> new PortForwardConversation(forwarding, connection);
    }

    private static Dialect dialect(String protocol) {
        return switch (protocol) {
            case "v4.channel.k8s.io" -> new Dialect(true, true);
            case "v3.channel.k8s.io" -> new Dialect(true, false);
            default -> new Dialect(false, false);
        };
    }

    private Checked<HttpResponse> spdy(String protocol, Function<Connection, Conversation> conversation) {
        return Checked.of(
                UpgradeResponses.switching(SPDY, Map.of(CHOSEN, protocol), flow(SpdyWire::new, conversation)));
    }

    private Checked<HttpResponse> webSocket(
            String key, String protocol, Supplier<Wire> wire, Function<Connection, Conversation> conversation) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Sec-WebSocket-Accept", WebSocketHandshake.accept(key));
        if (!protocol.isEmpty()) {
            headers.put("Sec-WebSocket-Protocol", protocol);
        }
        return Checked.of(UpgradeResponses.switching("websocket", headers, flow(wire, conversation)));
    }

    private Flow<ByteString, ByteString, ?> flow(Supplier<Wire> wire, Function<Connection, Conversation> conversation) {
        return Flow.fromGraph(new Multiplexer(wire, conversation, limits, connections));
    }
}
