package io.podbridge.core.entity;

import io.podbridge.core.config.SettingsReader;
import io.podbridge.core.lifecycle.protocol.LifecycleSettings;
import java.time.Duration;

/**
 * The tunables of the pods, block {@code podbridge.pods}. Reasons, units and ranges are in {@code conf/podbridge.conf}.
 *
 * @param backOffMin the wait after a first failure
 * @param backOffMax the longest wait between two attempts; not below {@code backOffMin}
 * @param announceAfter how long a first creation may take before the API server is told of it
 * @param conflictWait how long a newer observation is waited for after a conflict, before the pod is read
 * @param linger how long a pod that is over is remembered
 * @param pingInterval how often the provider is asked whether it is there
 */
public record PodSettings(
        Duration backOffMin,
        Duration backOffMax,
        Duration announceAfter,
        Duration conflictWait,
        Duration linger,
        Duration pingInterval) {

    /** Reads the block; errors are in the reader. */
    public static PodSettings read(SettingsReader reader) {
        var settings = new PodSettings(
                reader.duration("back-off-min", Duration.ofMillis(100), Duration.ofMinutes(1)),
                reader.duration("back-off-max", Duration.ofSeconds(1), Duration.ofHours(1)),
                reader.duration("announce-after", Duration.ZERO, Duration.ofMinutes(1)),
                reader.duration("conflict-wait", Duration.ofMillis(10), Duration.ofMinutes(1)),
                reader.duration("linger", Duration.ofSeconds(1), Duration.ofMinutes(10)),
                reader.duration("ping-interval", Duration.ofSeconds(1), Duration.ofMinutes(10)));
        reader.inOrder("back-off-min", settings.backOffMin, "back-off-max", settings.backOffMax);
        return settings;
    }

    /** What the lifecycle needs of it. */
    public LifecycleSettings lifecycle(String hostIp, boolean replicaLocal) {
        return new LifecycleSettings(backOffMin, backOffMax, announceAfter, conflictWait, linger, hostIp, replicaLocal);
    }
}
