/**
 * Named channels on one upgraded connection, the same for SPDY and for WebSockets. A
 * {@link io.podbridge.http.channel.Wire} turns bytes into events of channels and back, without I/O; the
 * {@link io.podbridge.http.channel.Multiplexer} is the stream stage that owns buffers, order, timers and the end of the
 * connection; a {@link io.podbridge.http.channel.Conversation} decides what the channels are for. Begin with the last.
 */
@NullMarked
package io.podbridge.http.channel;

import org.jspecify.annotations.NullMarked;
