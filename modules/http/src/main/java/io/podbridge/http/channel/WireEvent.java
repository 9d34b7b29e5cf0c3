package io.podbridge.http.channel;

import java.util.Map;
import org.apache.pekko.util.ByteString;

/** What the other side did, in words that both wires share. */
public sealed interface WireEvent {

    /** It opened a channel; header names are lower case. */
    record Opened(int channel, Map<String, String> headers) implements WireEvent {}

    /** It sent something on a channel. */
    record Received(int channel, ByteString payload) implements WireEvent {}

    /** It will send no more on that channel. */
    record Finished(int channel) implements WireEvent {}

    /** It neither sends nor takes any more on that channel. */
    record Reset(int channel) implements WireEvent {}

    /** It must be answered with these bytes, before anything that is sent later. */
    record Answer(ByteString bytes) implements WireEvent {}

    /** It says farewell: after these bytes, which may be none, the connection is closed. */
    record Farewell(ByteString answer) implements WireEvent {}

    /** It broke the protocol: after these bytes the connection is closed. */
    record Violation(String reason, ByteString answer) implements WireEvent {}
}
