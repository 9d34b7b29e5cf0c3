package io.podbridge.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The cases that every {@link io.podbridge.core.provider.Provider} passes. Extend it, say how the provider is made and
 * how its platform is made to run containers that end or do not, and run it with JUnit 5:
 *
 * <pre>{@code
 * class MyProviderContractTest extends ProviderContract {
 *     @Override
 *     protected ProviderFactory factory() {
 *         return new MyProviderFactory();
 *     }
 *     ...
 * }
 * }</pre>
 *
 * <p>The cases are in the classes above this one: {@link CreationCases making} pods, {@link DeletionCases ending} them,
 * what they do {@link RunningCases in between} and {@link LogCases print}, and {@link AccessCases the way into} them.
 * Cases that need replicas which share a platform are skipped for {@code Locality.REPLICA}. Nothing here sleeps or
 * measures time: the cases wait for a report, for up to 30 s.
 */
public abstract class ProviderContract extends AccessCases {
    private static final Behaviour FOR_EVER = new Behaviour.RunsForEver();

    @Test
    void thePlatformAnswers() {
        assertThat(Replica.value(replica(1).provider().ping()).message()).isNotNull();
    }

    @Test
    void theStatusOfManyHoldsThoseThatAreThere() {
        Replica replica = replica(1);
        PodId one = start(replica);
        PodId two = start(replica);
        PodId unknown = PodFixtures.pod("unknown").build().id();

        assertThat(replica.status(one.uid(), two.uid(), unknown.uid())).containsOnlyKeys(one.uid(), two.uid());
        assertThat(replica.status()).isEmpty();
    }

    @Test
    void theListHoldsAllPodsOfThisNode() {
        Replica replica = replica(1);
        assertThat(replica.listed()).isEmpty();
        PodId one = start(replica);
        PodId two = start(replica);

        assertThat(replica.listed()).containsExactlyInAnyOrder(one.uid(), two.uid());
    }

    @Test
    void anotherNodesPodsAreNotTouched() {
        assertNotTouchedBy(replica(2, "another-node", "contract-bridge"));
    }

    @Test
    void anotherBridgesPodsAreNotTouched() {
        assertNotTouchedBy(replica(2, "contract-node", "another-bridge"));
    }

    private void assertNotTouchedBy(Replica stranger) {
        Replica owner = replica(1);
        PodId pod = start(owner);
        owner.await(pod, ProviderHarness::running);

        assertThat(stranger.listed()).isEmpty();
        assertThat(stranger.status(pod.uid())).isEmpty();
        assertThat(stranger.delete(pod, Duration.ZERO)).isEmpty();

        assertThat(owner.listed()).containsExactly(pod.uid());
        assertThat(owner.statusOf(pod)).matches(ProviderHarness::running);
    }

    /** Pods of a cloud outlive the replica; those of a replica end with it. */
    @Test
    void whatIsLeftWhenAReplicaCloses() {
        Replica first = replica(1);
        PodId pod = start(first);
        PodReport before = first.await(pod, ProviderHarness::running);

        first.close();

        if (remote()) {
            PodReport after = replica(2).statusOf(pod);
            assertThat(containerIds(after)).isEqualTo(containerIds(before));
        } else {
            assertThat(replica(1).listed()).isEmpty();
            instances(pod).ifPresent(count -> assertThat(count).isZero());
        }
    }

    @Test
    void aClosedProviderAnswersWithAFailure() {
        Replica replica = replica(1);
        replica.close();

        assertThat(Replica.outcome(replica.provider().ping())).isInstanceOf(Outcome.Failure.class);
        assertThat(Replica.outcome(replica.provider().list())).isInstanceOf(Outcome.Failure.class);
    }

    private PodId start(Replica replica) {
        return replica.create(pod(FOR_EVER, RestartPolicy.ALWAYS).request()).id();
    }
}
