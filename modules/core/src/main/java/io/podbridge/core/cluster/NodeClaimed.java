package io.podbridge.core.cluster;

import org.apache.pekko.actor.CoordinatedShutdown;

/**
 * A replica stops since the node is another bridge's: it exits with 76 (by its class name, in
 * {@code conf/cluster.conf}), which no restart mends.
 *
 * @param message for a person
 */
public record NodeClaimed(String message) implements CoordinatedShutdown.Reason {}
