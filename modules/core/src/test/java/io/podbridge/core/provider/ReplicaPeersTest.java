package io.podbridge.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.cluster.TestCluster;
import io.podbridge.core.pod.PodEvent;
import io.podbridge.core.pod.SamplePods;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplicaPeersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestCluster cluster = TestCluster.alone();
    private final TestProbe<PodEvent> entity = cluster.kit().createTestProbe();

    @AfterEach
    void shutDown() {
        cluster.close();
    }

    /**
     * Within the loss delay, here an hour, its keeper may still be ending what ran there: a new pod would run beside.
     */
    @Test
    void whatAFormerReplicaHeldIsNotSurelyGoneAtOnce() {
        var provider = start();
        try (var former = cluster.another()) {
            assertThat(locate(provider)).endsWith("cannot be asked");
            former.leave();
        }
        String why = locate(provider);
        while (why.endsWith("cannot be asked")) { // the removal is on its way
            why = locate(provider);
        }
        assertThat(why).startsWith("what ran on replica ").endsWith(" is ending");
    }

    /** Why it is not sure whether the pod is somewhere; that it surely is not fails the test. */
    private String locate(ActorRef<ProviderCommand> provider) {
        provider.tell(new ProviderCommand.Locate(SamplePods.id("a"), entity.getRef()));
        return entity.expectMessageClass(PodEvent.LocateFailed.class, PATIENCE)
                .failure()
                .message();
    }

    private ActorRef<ProviderCommand> start() {
        var settings = new ProviderSettings(HOUR, HOUR, HOUR, HOUR, 1, HOUR, HOUR, HOUR);
        return cluster.kit()
                .spawn(ProviderActor.create(
                        new FakeProvider(Locality.REPLICA),
                        pod -> CompletableFuture.completedFuture(Outcome.of(Map.of())),
                        settings,
                        (uid, event) -> {}));
    }
}
