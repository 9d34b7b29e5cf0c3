/**
 * Moves bytes through the kubelet API, and past it for comparison; begin with
 * {@link io.podbridge.bench.streams.KubeletTransfers}. Blocking, on sockets, so that the client costs as little as it
 * can.
 */
@NullMarked
package io.podbridge.bench.streams;

import org.jspecify.annotations.NullMarked;
