package io.podbridge.http.channel;

import io.podbridge.http.spdy.SpdyDecoder;
import io.podbridge.http.spdy.SpdyEncoder;
import io.podbridge.http.spdy.SpdyFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.util.ByteString;

/**
 * SPDY/3.1 as moby/spdystream speaks it: without flow control, so WINDOW_UPDATE and SETTINGS are neither sent nor
 * heeded, and the only back-pressure is that of the connection.
 */
public final class SpdyWire implements Wire {

    /** Even, as we are the server: the client does not mistake it for the answer to a ping of its own. */
    private static final int PROBE = 2;

    private static final int GOING_AWAY = 0;

    private final SpdyDecoder decoder = new SpdyDecoder();
    private final SpdyEncoder encoder = new SpdyEncoder();
    private int lastStream;

    @Override
    public List<WireEvent> begin() {
        return List.of();
    }

    @Override
    public List<WireEvent> receive(ByteString bytes) {
        List<WireEvent> events = new ArrayList<>(4);
        decoder.decode(bytes).forEach(frame -> translate(frame, events));
        return events;
    }

    @Override
    public ByteString accept(int channel) {
        return encoder.synReply(channel);
    }

    @Override
    public ByteString data(int channel, ByteString payload, boolean last) {
        return SpdyEncoder.data(channel, payload, last);
    }

    @Override
    public ByteString reset(int channel) {
        return SpdyEncoder.rstStream(channel, SpdyEncoder.CANCEL);
    }

    @Override
    public ByteString probe() {
        return SpdyEncoder.ping(PROBE);
    }

    @Override
    public ByteString farewell() {
        return SpdyEncoder.goAway(lastStream, GOING_AWAY);
    }

    @Override
    public void close() {
        decoder.close();
        encoder.close();
    }

    private void translate(SpdyFrame frame, List<WireEvent> events) {
        switch (frame) {
            case SpdyFrame.SynStream(int stream, Map<String, String> headers, boolean last) ->
                opened(stream, headers, last, events);
            case SpdyFrame.Data(int stream, ByteString payload, boolean last) -> {
                if (!payload.isEmpty()) {
                    events.add(new WireEvent.Received(stream, payload));
                }
                finished(stream, last, events);
            }
            case SpdyFrame.Headers(int stream, var headers, boolean last) -> finished(stream, last, events);
            case SpdyFrame.RstStream(int stream, int status) -> events.add(new WireEvent.Reset(stream));
            case SpdyFrame.Ping(int id) -> {
                if ((id & 1) == 1) {
                    events.add(new WireEvent.Answer(SpdyEncoder.ping(id)));
                }
            }
            case SpdyFrame.Malformed(String reason) ->
                events.add(new WireEvent.Violation(reason, SpdyEncoder.goAway(lastStream, SpdyEncoder.PROTOCOL_ERROR)));
            case SpdyFrame.SynReply unasked -> {}
            case SpdyFrame.GoAway closesLater -> {}
            case SpdyFrame.Ignored ofNoUse -> {}
        }
    }

    private void opened(int stream, Map<String, String> headers, boolean last, List<WireEvent> events) {
        if ((stream & 1) == 0 || stream <= lastStream) {
            events.add(new WireEvent.Answer(SpdyEncoder.rstStream(stream, SpdyEncoder.PROTOCOL_ERROR)));
            return;
        }
        lastStream = stream;
        events.add(new WireEvent.Opened(stream, headers));
        finished(stream, last, events);
    }

    private static void finished(int stream, boolean last, List<WireEvent> events) {
        if (last) {
            events.add(new WireEvent.Finished(stream));
        }
    }
}
