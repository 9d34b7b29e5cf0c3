package io.podbridge.core.lifecycle.protocol;

import java.time.Duration;

/**
 * The tunables of the lifecycle.
 *
 * @param backOffMin the wait after a first failure; above zero
 * @param backOffMax the longest wait between two attempts; not below {@code backOffMin}
 * @param announceAfter how long a first creation may take before the API server is told of it; a faster one costs one
 *     status write instead of two
 * @param conflictWait how long a newer observation is waited for after a conflict, before the pod is read
 * @param linger how long a pod that is over is remembered, so that a late observation of its past finds somebody who
 *     knows better; longer than an observation is ever under way
 * @param hostIp {@code status.hostIP} of every pod; "" leaves it out
 * @param replicaLocal whether only the replica that made the containers reaches them
 */
public record LifecycleSettings(
        Duration backOffMin,
        Duration backOffMax,
        Duration announceAfter,
        Duration conflictWait,
        Duration linger,
        String hostIp,
        boolean replicaLocal) {}
