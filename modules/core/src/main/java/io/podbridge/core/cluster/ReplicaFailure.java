package io.podbridge.core.cluster;

import org.apache.pekko.actor.CoordinatedShutdown;

/**
 * Why a replica stops that nobody told to: it exits with a code other than 0 (by its class name, in
 * {@code conf/cluster.conf}), so that whoever runs it starts it again.
 *
 * @param message for a person
 */
public record ReplicaFailure(String message) implements CoordinatedShutdown.Reason {}
