package io.podbridge.core.replica;

import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.telemetry.InMemoryTelemetry;
import io.podbridge.core.telemetry.Telemetry;
import java.time.Clock;

/** Services to test with. */
public final class TestServices {

    private TestServices() {}

    /** Of an actor that asks the API server. */
    public static ReplicaServices of(KubeApi api, Clock clock) {
        return of(api, clock, new InMemoryTelemetry());
    }

    /** Of an actor whose figures the test reads. */
    public static ReplicaServices of(KubeApi api, Clock clock, Telemetry telemetry) {
        return ReplicaServices.of("replica-1", api, clock, () -> 1, telemetry);
    }

    /** Of an actor that asks nobody. */
    public static ReplicaServices none() {
        return of(new FakeKubeApi("n1"), Clock.systemUTC());
    }
}
