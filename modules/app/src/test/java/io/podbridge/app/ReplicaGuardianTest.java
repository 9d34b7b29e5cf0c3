package io.podbridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.bridge.BridgeMandate;
import io.podbridge.core.cluster.ClusterConfig;
import io.podbridge.core.cluster.ReplicaFailure;
import io.podbridge.core.config.ConfigLoader;
import io.podbridge.core.config.PodbridgeSettings;
import io.podbridge.core.node.NodeIdentity;
import io.podbridge.core.pod.PodReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part that is dead inside a replica that goes on would leave its pods without anybody. */
class ReplicaGuardianTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(strings = {"events", "status-writer", "provider", "node-keeper", "lease-keeper"})
    void aPartThatEndsTakesItsReplicaDownAndIsNamed(String part) {
        var system = start(new SilentProvider());
        system.classicSystem().actorSelection("/user/" + part).tell(PoisonPill.getInstance(), ActorRef.noSender());
        assertThat(reason(system)).contains(part);
    }

    @Test
    void whyAPartFailedIsSaid() {
        var system = start(new SilentProvider() {
            @Override
            public void subscribe(Consumer<PodReport> changes) {
                throw new IllegalStateException("no push today");
            }
        });
        assertThat(reason(system)).contains("provider").contains("no push today");
    }

    private static String reason(ActorSystem<Void> system) {
        var shutdown = CoordinatedShutdown.get(system);
        await().atMost(PATIENCE).until(() -> shutdown.getShutdownReason().isPresent());
        system.getWhenTerminated().toCompletableFuture().join();
        return shutdown.getShutdownReason()
                .filter(ReplicaFailure.class::isInstance)
                .map(reason -> ((ReplicaFailure) reason).message())
                .orElse("none of a replica's own");
    }

    private static ActorSystem<Void> start(SilentProvider provider) {
        var config = ConfigLoader.loadWith(
                Optional.empty(),
                List.of(
                        "podbridge.cluster.port=0",
                        "podbridge.kubelet.enabled=false",
                        "pekko.coordinated-shutdown.exit-jvm=off",
                        "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook=off"));
        var settings = PodbridgeSettings.read(config, Set.of("simulated", "process"));
        var identity = new NodeIdentity("n1", "b1", "1", "simulated");
        return ActorSystem.create(
                ReplicaGuardian.create(settings, identity, BridgeMandate.always(), new SilentApi(), provider),
                settings.cluster().name(),
                ActorSystemSetup.create(BootstrapSetup.create(
                        ClusterConfig.pekko(settings.cluster(), identity.version(), List.of(), settings.config()))));
    }
}
