/**
 * RFC 6455 framing of a server: frames from bytes and back, and the handshake's arithmetic, without I/O. Pekko HTTP's
 * own WebSockets are not used because they collect messages, and end a session whose reader pauses for five seconds.
 */
@NullMarked
package io.podbridge.http.websocket;

import org.jspecify.annotations.NullMarked;
