package io.podbridge.http.spdy;

import java.util.Map;
import org.apache.pekko.util.ByteString;

/**
 * A frame, or as much of a data frame as has arrived. Header names are lower case; of a name's several values, which
 * SPDY separates by NUL, all stay in the one text.
 */
public sealed interface SpdyFrame {

    /** The other side opens a stream. */
    record SynStream(int stream, Map<String, String> headers, boolean last) implements SpdyFrame {}

    /** It takes a stream. */
    record SynReply(int stream, Map<String, String> headers, boolean last) implements SpdyFrame {}

    /** More headers of a stream. */
    record Headers(int stream, Map<String, String> headers, boolean last) implements SpdyFrame {}

    /** It ends a stream, both halves. */
    record RstStream(int stream, int status) implements SpdyFrame {}

    /** To be sent back if the id is of the other side. */
    record Ping(int id) implements SpdyFrame {}

    /** It opens no more streams. */
    record GoAway(int lastStream, int status) implements SpdyFrame {}

    /** What this protocol has and nobody here uses: SETTINGS, WINDOW_UPDATE, types of the future. */
    record Ignored(int type) implements SpdyFrame {}

    /** A part of a stream; the parts of one long frame come as they arrive. */
    record Data(int stream, ByteString payload, boolean last) implements SpdyFrame {}

    /** The bytes are not SPDY/3.1 or break a bound; the decoder gives nothing after this. */
    record Malformed(String reason) implements SpdyFrame {}
}
