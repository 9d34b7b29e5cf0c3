package io.podbridge.devcluster.control.house;

import java.time.Duration;

/**
 * The patience of kube-controller-manager with nodes.
 *
 * @param grace {@code --node-monitor-grace-period}: how long a node may be silent
 * @param startup {@code --node-startup-grace-period}: how long, before it has said anything about itself
 * @param tolerated how long pods that say nothing about it stay on a node that is not ready or unreachable (admission
 *     plugin DefaultTolerationSeconds)
 * @param quarantine how long pods stay when their node is deleted: it may come back
 */
public record NodeSettings(Duration grace, Duration startup, Duration tolerated, Duration quarantine) {
    public static final NodeSettings DEFAULT = new NodeSettings(
            Duration.ofSeconds(40), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofSeconds(40));
}
