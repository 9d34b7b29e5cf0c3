package io.podbridge.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.cluster.TestCluster;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.SamplePods;
import io.podbridge.core.relay.ClusterWhereabouts;
import io.podbridge.core.relay.Whereabouts.Place;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterWhereaboutsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final PodId POD = SamplePods.id("a");

    private final TestCluster cluster = TestCluster.alone();
    private final FakeProvider provider = new FakeProvider(Locality.REPLICA);
    private final ClusterWhereabouts whereabouts = whereabouts(cluster, provider);

    @AfterEach
    void shutDown() {
        cluster.close();
    }

    @Test
    void aPodOfThisReplicaIsHere() {
        provider.running.put(POD.uid(), report(cluster));

        assertThat(find(whereabouts)).isEqualTo(Outcome.of(new Place.Here()));
    }

    @Test
    void aPodThatNobodyHasIsNotFound() {
        assertThat(find(whereabouts)).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.failure()).isInstanceOf(ProviderFailure.Rejected.class);
            assertThat(failure.failure().reason()).isEqualTo("NotFound");
        });
    }

    @Test
    void aPodOfAReplicaWithoutARelaySaysWhatToSet() {
        try (var other = cluster.another()) {
            var elsewhere = new FakeProvider(Locality.REPLICA);
            var unused = whereabouts(other, elsewhere);
            elsewhere.running.put(POD.uid(), report(other));

            String why = message(find(whereabouts));
            while (!why.contains("set podbridge.relay")) { // the provider actors have not heard of each other yet
                why = message(find(whereabouts));
            }
            assertThat(why).contains(other.replica());
            assertThat(whereabouts.others()).isEmpty();
        }
    }

    @Test
    void aPodOfAReplicaWithARelayIsThere() {
        try (var other = cluster.another("relay-12345")) {
            var elsewhere = new FakeProvider(Locality.REPLICA);
            var unused = whereabouts(other, elsewhere);
            elsewhere.running.put(POD.uid(), report(other));

            Outcome<Place> found = find(whereabouts);
            while (!(found instanceof Outcome.Success<Place>)) {
                found = find(whereabouts);
            }
            assertThat(found).isInstanceOfSatisfying(Outcome.Success.class, success -> assertThat(success.value())
                    .isInstanceOfSatisfying(Place.There.class, there -> {
                        assertThat(there.relay().getPort()).isEqualTo(12_345);
                        assertThat(whereabouts.others()).isEqualTo(List.of(there.relay()));
                    }));
        }
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

    private static ClusterWhereabouts whereabouts(TestCluster replica, FakeProvider provider) {
        var settings = new ProviderSettings(HOUR, HOUR, HOUR, HOUR, 1, HOUR, HOUR, HOUR);
        var actor = replica.kit()
                .spawn(ProviderActor.create(
                        provider,
                        pod -> CompletableFuture.completedFuture(Outcome.of(Map.of())),
                        settings,
                        (uid, event) -> {}));
        return new ClusterWhereabouts(replica.kit().system(), actor, PATIENCE);
    }
}
