package io.podbridge.http.session;

import io.podbridge.http.channel.Channel;
import io.podbridge.http.channel.Connection;
import io.podbridge.http.channel.Conversation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Pairs of channels, each pair a connection to a port of the pod; cri-streaming {@code portforward/httpstream.go}. */
public final class PortForwardConversation implements Conversation {

    private final Forwarding forwarding;
    private final Connection connection;
    private final Map<String, ForwardedPort> ports = new LinkedHashMap<>();

    public PortForwardConversation(Forwarding forwarding, Connection connection) {
        this.forwarding = forwarding;
        this.connection = connection;
    }

    @Override
    public void begin() {
        // The client opens what it needs when it needs it.
    }

    @Override
    public void opened(Channel channel) {
        Map<String, String> headers = channel.headers();
        Optional<Boolean> data = isData(headers.getOrDefault(ChannelNames.TYPE, ""));
        OptionalInt port = Ports.parse(headers.getOrDefault(ChannelNames.PORT, ""));
        if (data.isEmpty() || port.isEmpty()) {
            channel.reset();
        } else {
            join(channel, data.get(), port.getAsInt());
        }
    }

    @Override
    public void interrupt(String reason) {
        List.copyOf(ports.values()).forEach(port -> port.fail(reason));
        connection.finish();
    }

    @Override
    public void ended() {
        ports.clear();
    }

    private void join(Channel channel, boolean data, int number) {
        String request = request(channel, data);
        ForwardedPort port = ports.computeIfAbsent(request, id -> begin(id, number));
        if (!port.join(channel, data)) {
            channel.reset();
        }
    }

    private ForwardedPort begin(String request, int number) {
        ForwardedPort port = new ForwardedPort(number, forwarding, connection, () -> forget(request));
        connection.after(forwarding.patience(), port::giveUpUnlessPaired);
        return port;
    }

    private void forget(String request) {
        ports.remove(request);
        if (forwarding.endsWithLast() && ports.isEmpty()) {
            connection.finish();
        }
    }

    /** Old clients name no request: then the data channel is the one that they opened after the error channel. */
    private static String request(Channel channel, boolean data) {
        String request = channel.headers().getOrDefault(ChannelNames.REQUEST, "");
        return request.isEmpty() ? Integer.toString(channel.number() - (data ? 2 : 0)) : request;
    }

    private static Optional<Boolean> isData(String type) {
        return switch (type) {
            case ChannelNames.DATA -> Optional.of(true);
            case ChannelNames.ERROR -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
