package io.podbridge.core.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.cluster.TestCluster;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.SamplePods;
import io.podbridge.core.replica.TestServices;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
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

    /** A replica that has just died would answer never, and is still a member: nobody needs its word. */
    @Test
    void whoHasThePodIsBelievedThoughAnotherIsSilent() {
        TestProbe<ProviderCommand> holder = cluster.kit().createTestProbe(ProviderCommand.class);
        TestProbe<ProviderCommand> silent = cluster.kit().createTestProbe(ProviderCommand.class);
        TestProbe<ProviderCommand.Looked> answers = cluster.kit().createTestProbe();
        var receptionist = cluster.kit().system().receptionist();
        receptionist.tell(Receptionist.register(ProviderActor.KEY, silent.getRef()));
        receptionist.tell(Receptionist.register(ProviderActor.KEY, holder.getRef()));
        var provider = start();
        var report = SamplePods.reportOn(cluster.replica(), "a", "10.0.0.1");
        await().untilAsserted(
                        () -> { // until both are known
                            provider.tell(new ProviderCommand.Find(SamplePods.id("a"), answers.getRef()));
                            silent.expectMessageClass(ProviderCommand.LookHere.class, Duration.ofMillis(200));
                        });
        holder.expectMessageClass(ProviderCommand.LookHere.class, PATIENCE)
                .replyTo()
                .tell(new ProviderCommand.Looked(Optional.of(report), Optional.empty()));
        var answer = answers.receiveMessage(PATIENCE);
        while (answer.report().isEmpty()) { // of a question before both were known
            answer = answers.receiveMessage(PATIENCE);
        }
        assertThat(answer.report()).contains(report);
    }

    /** Why it is not sure whether the pod is somewhere; that it surely is not fails the test. */
    private String locate(ActorRef<ProviderCommand> provider) {
        provider.tell(new ProviderCommand.Locate(SamplePods.id("a"), entity.getRef()));
        return entity.expectMessageClass(PodEvent.LocateFailed.class, PATIENCE)
                .failure()
                .message();
    }

    private ActorRef<ProviderCommand> start() {
        var settings = new ProviderSettings(HOUR, HOUR, HOUR, HOUR, 1, 10, HOUR, HOUR, HOUR);
        return cluster.kit()
                .spawn(ProviderActor.create(
                        TestServices.none(),
                        new FakeProvider(Locality.REPLICA),
                        pod -> CompletableFuture.completedFuture(Outcome.of(Map.of())),
                        settings,
                        (uid, event) -> {}));
    }
}
