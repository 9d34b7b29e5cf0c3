package io.podbridge.devcluster.control;

import io.podbridge.devcluster.control.house.NodeSettings;
import io.podbridge.devcluster.control.reconcile.LoopSettings;
import java.time.Duration;

/**
 * The times of all controllers.
 *
 * @param loops the pace of all controllers
 * @param schedulingRetry after which a pod that fits nowhere is tried again though nothing seems to have changed
 * @param eventTtl how long an Event is kept after it was last written
 * @param watchRetry the pause before a watch that has ended is begun again
 */
public record ControllerSettings(
        LoopSettings loops, NodeSettings nodes, Duration schedulingRetry, Duration eventTtl, Duration watchRetry) {

    public static final ControllerSettings DEFAULT = new ControllerSettings(
            new LoopSettings(Duration.ofMillis(20), Duration.ofSeconds(30), Duration.ofMillis(20)),
            NodeSettings.DEFAULT,
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofMillis(200));
}
