package io.podbridge.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.bridge.Mandate;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.SamplePods;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OrderGateTest {
    private final ActorTestKit kit = ActorTestKit.create();
    private final ActorRef<PodEvent> entity = kit.<PodEvent>createTestProbe().getRef();
    private final AtomicReference<Mandate> mandate = new AtomicReference<>(new Mandate.Held());
    private final OrderGate gate = new OrderGate(mandate::get, LoggerFactory.getLogger(OrderGateTest.class));

    @AfterEach
    void shutDown() {
        kit.shutdownTestKit();
    }

    @Test
    void letsEverythingThroughWhileTheMandateIsHeld() {
        assertThat(gate.admits(order("a", 30))).isTrue();
        assertThat(gate.due()).isEmpty();
    }

    @Test
    void keepsTheLastOrderOfAPodUntilTheMandateIsBack() {
        mandate.set(new Mandate.Suspended("cut off"));
        assertThat(gate.admits(order("a", 30))).isFalse();
        assertThat(gate.admits(order("a", 0))).isFalse();
        assertThat(gate.admits(order("b", 30))).isFalse();
        gate.letGo("uid-b");
        assertThat(gate.due()).isEmpty();
        mandate.set(new Mandate.Held());
        assertThat(gate.due()).containsExactly(order("a", 0));
        assertThat(gate.due()).isEmpty();
        assertThat(gate.admits(order("a", 30))).isTrue();
    }

    @Test
    void aLostMandateNeverComesBack() {
        mandate.set(new Mandate.Lost("red has it", false));
        assertThat(gate.admits(order("a", 30))).isFalse();
        assertThat(gate.due()).isEmpty();
    }

    private ProviderCommand.Order order(String pod, int grace) {
        return new ProviderCommand.Delete(SamplePods.id(pod), Duration.ofSeconds(grace), entity);
    }
}
