package io.podbridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.bridge.BridgeMandate;
import io.podbridge.core.cluster.ClusterConfig;
import io.podbridge.core.cluster.ReplicaFailure;
import io.podbridge.core.config.ConfigLoader;
import io.podbridge.core.node.NodeIdentity;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.settings.PodbridgeSettings;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part that is dead inside a replica that goes on would leave its pods without anybody. */
class ReplicaGuardianTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Optional<ActorSystem<Void>> system = Optional.empty();

    @AfterEach
    void awaitEnd() {
        system().terminate();
        system().getWhenTerminated().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "status-writer", "provider", "node-keeper", "lease-keeper", "health"})
    void aPartThatEndsTakesItsReplicaDownAndIsNamed(String part) {
        start(new SilentProvider());
        assertThat(reason(part)).contains(part);
    }

    @Test
    void whyAPartFailedIsSaid() {
        start(new SilentProvider() {
            @Override
            public void subscribe(Consumer<PodReport> changes) {
                throw new IllegalStateException("no push today");
            }
        });
        assertThat(reason("nobody")).contains("provider").contains("no push today");
    }

    /** Why the replica stopped, when this part of it was stopped, which the guardian may not have started yet. */
    private String reason(String part) {
        var shutdown = CoordinatedShutdown.get(system());
        await().atMost(PATIENCE).until(() -> {
            system().classicSystem()
                    .actorSelection("/user/" + part)
                    .tell(PoisonPill.getInstance(), ActorRef.noSender());
            return shutdown.getShutdownReason().isPresent();
        });
        return shutdown.getShutdownReason()
                .filter(ReplicaFailure.class::isInstance)
                .map(reason -> ((ReplicaFailure) reason).message())
                .orElse("none of a replica's own");
    }

    private ActorSystem<Void> system() {
        return system.orElseThrow();
    }

    private void start(SilentProvider provider) {
        var config = ConfigLoader.loadWith(
                Optional.empty(),
                List.of(
                        "podbridge.cluster.port=0",
                        "podbridge.kubelet.enabled=false",
                        "pekko.coordinated-shutdown.exit-jvm=off",
                        "pekko.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout=1s",
                        "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook=off"));
        var settings = PodbridgeSettings.read(config, Set.of("simulated", "process"));
        var identity = new NodeIdentity("n1", "b1", "1", "simulated");
        system = Optional.of(ActorSystem.create(
                ReplicaGuardian.create(settings, identity, BridgeMandate.always(), new SilentApi(), provider),
                settings.cluster().name(),
                ActorSystemSetup.create(BootstrapSetup.create(
                        ClusterConfig.pekko(settings.cluster(), identity.version(), List.of(), settings.config())))));
    }
}
