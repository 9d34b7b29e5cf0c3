package io.podbridge.core.replica;

import io.podbridge.core.health.HealthBoard;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.telemetry.Telemetry;
import java.time.Clock;
import java.util.function.DoubleSupplier;

/**
 * What the actors of a replica have in common. A new metric or health value needs no new argument anywhere.
 *
 * @param name the replica's address, {@code podbridge@host:port}
 * @param api the API server
 * @param clock the time
 * @param jitter a number from 0 to 1 (exclusive) that keeps replicas from doing the same at the same moment
 * @param telemetry takes figures
 * @param health takes how the parts are
 */
public record ReplicaServices(
        String name, KubeApi api, Clock clock, DoubleSupplier jitter, Telemetry telemetry, HealthBoard health) {

    /** The services of a replica whose figures go to {@code telemetry}, with a board of its own. */
    public static ReplicaServices of(
            String name, KubeApi api, Clock clock, DoubleSupplier jitter, Telemetry telemetry) {
        return new ReplicaServices(name, api, clock, jitter, telemetry, new HealthBoard(clock, telemetry));
    }
}
