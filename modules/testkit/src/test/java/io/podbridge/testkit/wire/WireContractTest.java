package io.podbridge.testkit.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podbridge.core.cluster.LivenessMessage;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Manifest;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodSpec;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.core.wire.PodCodec;
import io.podbridge.core.wire.Wire;
import io.podbridge.core.wire.WireTypes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WireContractTest {
    private static final PodCodec PODS = WireContractTest::pod;

    @Test
    void theClustersMessagesAndTheLifecyclesEventsArrive() {
        WireContract.check(
                WireTypes.of(List.of(LivenessMessage.class, Carried.class)),
                PODS,
                pod("{}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatLosesSomethingOnTheWayIsFound() {
        WireTypes types = WireTypes.of(List.of(Forgetful.class));
        assertThatThrownBy(() -> WireContract.check(types, PODS, pod(new byte[] {1})))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Forgetful");
    }

    /** Everything that the lifecycle knows. */
    record Carried(PodEvent event, PodSpec spec, PodStatus status) implements Wire {}

    /** A constructor that does not keep what it is given. */
    record Forgetful(int number, Optional<String> text) implements Wire {
        Forgetful {
            number = number / 2;
        }
    }

    private static Pod pod(byte[] manifest) {
        PodSpec spec = new PodSpec(
                RestartPolicy.NEVER, Duration.ZERO, Optional.empty(), "", "h", List.of(), List.of(), Set.of());
        return new Pod(
                new PodId("u", "n", "p"),
                "1",
                1,
                Map.of(),
                Map.of(),
                Optional.empty(),
                spec,
                PodStatus.none(),
                Manifest.of(manifest));
    }
}
