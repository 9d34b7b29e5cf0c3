package io.podbridge.http.channel;

import io.podbridge.http.websocket.WebSocketDecoder;
import io.podbridge.http.websocket.WebSocketEncoder;
import io.podbridge.http.websocket.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;

/** SPDY inside of binary WebSocket messages, whose borders mean nothing (KEP-4006, {@code SPDY/3.1+…}). */
public final class TunnelWire implements Wire {

    private static final int NORMAL = 1000;

    private final SpdyWire spdy = new SpdyWire();
    private final WebSocketDecoder decoder = new WebSocketDecoder();
    private boolean ended;

    @Override
    public List<WireEvent> begin() {
        return spdy.begin();
    }

    @Override
    public List<WireEvent> receive(ByteString bytes) {
        List<WireEvent> events = new ArrayList<>(4);
        decoder.decode(bytes).forEach(frame -> translate(frame, events));
        return events;
    }

    @Override
    public ByteString accept(int channel) {
        return WebSocketEncoder.binary(spdy.accept(channel));
    }

    @Override
    public ByteString data(int channel, ByteString payload, boolean last) {
        return WebSocketEncoder.binary(spdy.data(channel, payload, last));
    }

    @Override
    public ByteString reset(int channel) {
        return WebSocketEncoder.binary(spdy.reset(channel));
    }

    @Override
    public ByteString probe() {
        return WebSocketEncoder.pong(ByteString.emptyByteString());
    }

    @Override
    public ByteString farewell() {
        return WebSocketEncoder.binary(spdy.farewell()).concat(WebSocketEncoder.close(NORMAL));
    }

    @Override
    public void close() {
        spdy.close();
    }

    private void translate(WebSocketFrame frame, List<WireEvent> events) {
        if (ended) {
            return;
        }
        switch (frame) {
            case WebSocketFrame.Part part -> spdy.receive(part.payload()).forEach(event -> events.add(wrapped(event)));
            case WebSocketFrame.Ping(ByteString payload) ->
                events.add(new WireEvent.Answer(WebSocketEncoder.pong(payload)));
            case WebSocketFrame.Pong alive -> {}
            case WebSocketFrame.Close(int code) -> {
                ended = true;
                events.add(new WireEvent.Farewell(WebSocketEncoder.close(NORMAL)));
            }
            case WebSocketFrame.Malformed(int code, String reason) -> {
                ended = true;
                events.add(new WireEvent.Violation(reason, WebSocketEncoder.close(code)));
            }
        }
    }

    private WireEvent wrapped(WireEvent event) {
        return switch (event) {
            case WireEvent.Answer(ByteString bytes) -> new WireEvent.Answer(WebSocketEncoder.binary(bytes));
            case WireEvent.Violation(String reason, ByteString answer) -> {
                ended = true;
                yield new WireEvent.Violation(
                        reason,
                        WebSocketEncoder.binary(answer)
                                .concat(WebSocketEncoder.close(WebSocketDecoder.PROTOCOL_ERROR)));
            }
            case WireEvent.Opened opened -> opened;
            case WireEvent.Received received -> received;
            case WireEvent.Finished finished -> finished;
            case WireEvent.Reset reset -> reset;
            case WireEvent.Farewell farewell -> farewell;
        };
    }
}
