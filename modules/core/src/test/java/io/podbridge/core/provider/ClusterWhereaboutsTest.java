package io.podbridge.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.cluster.TestCluster;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.SamplePods;
import io.podbridge.core.provider.ProviderCommand.Looked;
import io.podbridge.core.relay.ClusterWhereabouts;
import io.podbridge.core.relay.RelayRole;
import io.podbridge.core.relay.Whereabouts.Place;
import io.podbridge.core.replica.TestServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterWhereaboutsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final PodId POD = SamplePods.id("a");

    private final TestCluster cluster = TestCluster.alone();

    @AfterEach
    void shutDown() {
        cluster.close();
    }

    @Test
    void aPodOfThisReplicaIsHere() {
        var provider = new FakeProvider(Locality.REPLICA);
        provider.running.put(POD.uid(), report(cluster));

        assertThat(find(whereabouts(provider))).isEqualTo(Outcome.of(new Place.Here()));
    }

    @Test
    void aPodThatNobodyHasIsNotFound() {
        assertThat(find(whereabouts(new FakeProvider(Locality.REPLICA))))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
                    assertThat(failure.failure()).isInstanceOf(ProviderFailure.Rejected.class);
                    assertThat(failure.failure().reason()).isEqualTo("NotFound");
                });
    }

    @Test
    void aPodOfAReplicaWithoutARelaySaysWhatToSet() {
        try (var other = cluster.another()) {
            var whereabouts = findingAt(other);

            assertThat(message(find(whereabouts))).contains(other.replica()).contains("set podbridge.relay");
            assertThat(whereabouts.others()).isEmpty();
        }
    }

    @Test
    void aPodOfAReplicaWithARelayIsThere() {
        try (var other = cluster.another(RelayRole.of(12_345))) {
            var whereabouts = findingAt(other);

            assertThat(find(whereabouts))
                    .isInstanceOfSatisfying(
                            Outcome.Success.class,
                            success -> assertThat(success.value()).isInstanceOfSatisfying(Place.There.class, there -> {
                                assertThat(there.relay().getPort()).isEqualTo(12_345);
                                assertThat(whereabouts.others()).isEqualTo(List.of(there.relay()));
                            }));
        }
    }

    @Test
    void isAskedAgainWhileAReplicaCannotBeAsked() {
        try (var other = cluster.another(RelayRole.of(12_345))) {
            var unsure = new Looked(Optional.empty(), Optional.of("a replica cannot be asked"));
            var found = new Looked(Optional.of(report(other)), Optional.empty());

            assertThat(find(answering(PATIENCE, unsure, unsure, found)))
                    .isInstanceOfSatisfying(
                            Outcome.Success.class,
                            success -> assertThat(success.value()).isInstanceOf(Place.There.class));
        }
    }

    @Test
    void givesUpWhenThatGoesOn() {
        var unsure = new Looked(Optional.empty(), Optional.of("a replica cannot be asked"));

        assertThat(message(find(answering(Duration.ofMillis(500), unsure)))).isEqualTo("a replica cannot be asked");
    }

    /** A provider actor that finds the pod at another replica. */
    private ClusterWhereabouts findingAt(TestCluster other) {
        return answering(PATIENCE, new Looked(Optional.of(report(other)), Optional.empty()));
    }

    /** One that has no pod itself, and knows this of the others, one after the other; the last for ever. */
    private ClusterWhereabouts answering(Duration patience, Looked... answers) {
        var next = new AtomicInteger();
        Behavior<ProviderCommand> finding = Behaviors.receiveMessage(command -> {
            switch (command) {
                case ProviderCommand.LookHere(var id, var replyTo) ->
                    replyTo.tell(new Looked(Optional.empty(), Optional.empty()));
                case ProviderCommand.Find(var id, var replyTo) ->
                    replyTo.tell(answers[Math.min(next.getAndIncrement(), answers.length - 1)]);
                default -> throw new IllegalArgumentException(command.toString());
            }
            return Behaviors.same();
        });
        return new ClusterWhereabouts(cluster.kit().system(), cluster.kit().spawn(finding), patience);
    }

    private static String message(Outcome<Place> outcome) {
        return outcome instanceof Outcome.Failure<Place>(var failure) ? failure.message() : "";
    }

    private static Outcome<Place> find(ClusterWhereabouts whereabouts) {
        return whereabouts.of(POD).toCompletableFuture().join();
    }

    private static PodReport report(TestCluster holder) {
        return new PodReport(POD, List.of(), List.of(), Optional.empty(), Optional.of(holder.replica()));
    }

    private ClusterWhereabouts whereabouts(FakeProvider provider) {
        var settings = new ProviderSettings(HOUR, HOUR, HOUR, HOUR, 1, 10, HOUR, HOUR, HOUR);
        var actor = cluster.kit()
                .spawn(ProviderActor.create(
                        TestServices.none(),
                        provider,
                        pod -> CompletableFuture.completedFuture(Outcome.of(Map.of())),
                        settings,
                        (uid, event) -> {}));
        return new ClusterWhereabouts(cluster.kit().system(), actor, PATIENCE);
    }
}
