/**
 * How a replica reaches containers that only another one can: each call of
 * {@link io.podbridge.core.streams.ContainerAccess} goes over a connection of its own to that replica, with flow
 * control from end to end. Begin with {@link io.podbridge.core.relay.RoutedAccess}, which decides where a call goes;
 * {@link io.podbridge.core.relay.RelayedAccess} asks, {@link io.podbridge.core.relay.RelayServer} answers, and
 * {@code Link} is what both know of the connection.
 */
@NullMarked
package io.podbridge.core.relay;

import org.jspecify.annotations.NullMarked;
