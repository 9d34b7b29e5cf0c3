package io.podbridge.http.channel;

import io.podbridge.http.websocket.WebSocketDecoder;
import io.podbridge.http.websocket.WebSocketEncoder;
import io.podbridge.http.websocket.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.pekko.util.ByteString;

/**
 * Channels in WebSocket messages. All of them are there from the beginning; a message for another number is dropped, as
 * the API server's own library does (apimachinery wsstream).
 */
public final class WebSocketWire implements Wire {

    private static final int NORMAL = 1000;
    private static final int INVALID_PAYLOAD = 1007;
    private static final int CLOSE = 255;

    private final WebSocketForm form;
    private final Map<Integer, Map<String, String>> channels;
    private final List<WireEvent> greeting;
    private final WebSocketDecoder decoder = new WebSocketDecoder();
    private OptionalInt channel = OptionalInt.empty();
    private Base64Stream base64 = new Base64Stream();
    private boolean ended;

    /**
     * A connection with these channels.
     *
     * @param channels number to headers, in the order in which they are opened
     * @param greeting what is sent first, channel by channel; sent even when empty, so that the client hears of the
     *     open connection
     */
    public WebSocketWire(
            WebSocketForm form, Map<Integer, Map<String, String>> channels, Map<Integer, ByteString> greeting) {
        this.form = form;
        this.channels = channels;
        this.greeting = greeting.entrySet().stream()
                .map(entry -> (WireEvent) new WireEvent.Answer(message(entry.getKey(), entry.getValue())))
                .toList();
    }

    @Override
    public List<WireEvent> begin() {
        List<WireEvent> events = new ArrayList<>();
        channels.forEach((number, headers) -> events.add(new WireEvent.Opened(number, headers)));
        events.addAll(greeting);
        return events;
    }

    @Override
    public List<WireEvent> receive(ByteString bytes) {
        List<WireEvent> events = new ArrayList<>(4);
        decoder.decode(bytes).forEach(frame -> translate(frame, events));
        return events;
    }

    /** Nothing: they are open by agreement. */
    @Override
    public ByteString accept(int number) {
        return ByteString.emptyByteString();
    }

    /** Nothing for the mere end of a channel, which a server cannot express: the end of the connection is it. */
    @Override
    public ByteString data(int number, ByteString payload, boolean last) {
        return payload.isEmpty() ? ByteString.emptyByteString() : message(number, payload);
    }

    @Override
    public ByteString reset(int number) {
        return ByteString.emptyByteString();
    }

    @Override
    public ByteString probe() {
        return WebSocketEncoder.pong(ByteString.emptyByteString());
    }

    @Override
    public ByteString farewell() {
        return WebSocketEncoder.close(NORMAL);
    }

    @Override
    public void close() {
        // Holds nothing but heap.
    }

    private ByteString message(int number, ByteString payload) {
        return form.base64()
                ? WebSocketEncoder.text(ByteString.fromInts('0' + number).concat(Base64Stream.encode(payload)))
                : WebSocketEncoder.binary(ByteString.fromInts(number).concat(payload));
    }

    private void translate(WebSocketFrame frame, List<WireEvent> events) {
        if (ended) {
            return;
        }
        switch (frame) {
            case WebSocketFrame.Part part -> part(part, events);
            case WebSocketFrame.Ping(ByteString payload) ->
                events.add(new WireEvent.Answer(WebSocketEncoder.pong(payload)));
            case WebSocketFrame.Pong alive -> {}
            case WebSocketFrame.Close(int code) -> {
                ended = true;
                events.add(new WireEvent.Farewell(WebSocketEncoder.close(NORMAL)));
            }
            case WebSocketFrame.Malformed(int code, String reason) -> violation(code, reason, events);
        }
    }

    private void part(WebSocketFrame.Part part, List<WireEvent> events) {
        if (part.first()) {
            channel = OptionalInt.empty();
            base64 = new Base64Stream();
        }
        ByteString payload = part.payload();
        if (channel.isEmpty() && !payload.isEmpty()) {
            channel = OptionalInt.of((payload.apply(0) & 0xff) - (form.base64() ? '0' : 0));
            payload = payload.drop(1);
        }
        if (channel.isPresent()) {
            payload(channel.getAsInt(), payload, part.last(), events);
        }
    }

    private void payload(int number, ByteString payload, boolean last, List<WireEvent> events) {
        if (form.closes() && number == CLOSE) {
            for (byte closed : payload.toArrayUnsafe()) {
                events.add(new WireEvent.Finished(closed & 0xff));
            }
        } else if (form.base64()) {
            base64.decode(payload, last)
                    .ifPresentOrElse(
                            decoded -> received(number, decoded, events),
                            () -> violation(INVALID_PAYLOAD, "not base64", events));
        } else {
            received(number, payload, events);
        }
    }

    private void received(int number, ByteString payload, List<WireEvent> events) {
        if (channels.containsKey(number) && !payload.isEmpty()) {
            events.add(new WireEvent.Received(number, payload));
        }
    }

    private void violation(int code, String reason, List<WireEvent> events) {
        ended = true;
        events.add(new WireEvent.Violation(reason, WebSocketEncoder.close(code)));
    }
}
