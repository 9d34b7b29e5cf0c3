package io.podbridge.http.channel;

import java.time.Duration;

/**
 * Bounds of a connection.
 *
 * @param buffer bytes of one channel that wait for a reader; above it nothing more is read from the connection
 * @param channels open at a time; more are reset
 * @param idle without a byte on any channel until the conversation is interrupted
 * @param probe how often a client is probed while nothing is read from it. It takes up to three to notice that it has
 *     gone: the first one draws the reset, the second one fails at it, and where TCP had read to the client's end
 *     before, Pekko's TLS hears of that failure only with the third one
 * @param linger how long a client may take to close the connection after the farewell. Long, as the farewell may stand
 *     behind megabytes that a slow client has yet to read
 */
public record Limits(int buffer, int channels, Duration idle, Duration probe, Duration linger) {

    public static final Limits DEFAULT =
            new Limits(256 * 1024, 4096, Duration.ofHours(4), Duration.ofSeconds(2), Duration.ofMinutes(15));
}
