/**
 * SPDY/3.1 framing as the API server and kubectl speak it: frames from bytes and back, without I/O. Begin with
 * {@link io.podbridge.http.spdy.SpdyDecoder}.
 */
@NullMarked
package io.podbridge.http.spdy;

import org.jspecify.annotations.NullMarked;
