package io.podbridge.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Ending pods: nothing is left, and how it ended is told. */
abstract class DeletionCases extends CreationCases {
    private static final Behaviour FOR_EVER = new Behaviour.RunsForEver();
    private static final Behaviour DEAF = new Behaviour.IgnoresStop();
    private static final int KILLED = 128 + 9;

    @Test
    void aDeletedPodIsGone() {
        Replica replica = replica(1);
        PodId pod = start(replica, FOR_EVER);

        Optional<PodReport> last = replica.delete(pod, Duration.ofSeconds(30));

        assertThat(last).hasValueSatisfying(report -> assertThat(ended(report)).isTrue());
        assertGone(replica, pod);
    }

    @Test
    void aPodThatIsNotThereIsDeletedAtOnce() {
        Replica replica = replica(1);

        assertThat(replica.delete(PodFixtures.pod("unknown").build().id(), Duration.ofSeconds(30)))
                .isEmpty();
    }

    @Test
    void aDeleteMayBeRepeatedAfterwards() {
        Replica replica = replica(1);
        PodId pod = start(replica, FOR_EVER);
        replica.delete(pod, Duration.ZERO);

        assertThat(replica.delete(pod, Duration.ZERO)).isEmpty();
        assertGone(replica, pod);
    }

    @Test
    void aContainerThatDoesNotStopIsKilledAfterTheGrace() {
        assumeTrue(honoursGrace(), "the platform has a grace period");
        Replica replica = replica(1);
        PodId pod = start(replica, DEAF);

        Optional<PodReport> last = replica.delete(pod, Duration.ofSeconds(1));

        assertThat(last)
                .hasValueSatisfying(report -> assertThat(exitCode(report)).isEqualTo(KILLED));
        assertGone(replica, pod);
    }

    @Test
    void aSecondDeleteWithAShorterGraceShortensTheFirst() {
        assumeTrue(honoursGrace(), "the platform has a grace period");
        Replica replica = replica(1);
        PodId pod = start(replica, DEAF);

        CompletionStage<Outcome<Optional<PodReport>>> patient =
                replica.provider().delete(pod, Duration.ofHours(1));
        replica.delete(pod, Duration.ZERO);

        assertThat(Replica.value(patient))
                .hasValueSatisfying(report -> assertThat(exitCode(report)).isEqualTo(KILLED));
        assertGone(replica, pod);
    }

    @Test
    void anotherReplicaFinishesADeleteThatWasCutOff() {
        Replica first = replica(1);
        assumeTrue(remote(), "replicas share the platform");
        PodId pod = start(first, DEAF);
        CompletionStage<Outcome<Optional<PodReport>>> unheard = first.provider().delete(pod, Duration.ofHours(1));
        first.close();

        Replica next = replica(2);
        next.delete(pod, Duration.ZERO);

        Replica.outcome(unheard);
        assertGone(next, pod);
    }

    @Test
    void howAPodEndedByItselfIsNotOverwritten() {
        Replica replica = replica(1);
        PodId pod = start(replica, new Behaviour.Exits(3), RestartPolicy.NEVER);
        replica.await(pod, ProviderHarness::ended);

        assertThat(replica.delete(pod, Duration.ofSeconds(30)))
                .hasValueSatisfying(report -> assertThat(exitCode(report)).isEqualTo(3));
        assertGone(replica, pod);
    }

    @Test
    void aDeletedPodIsNotRestarted() {
        Replica replica = replica(1);
        PodId pod = start(replica, new Behaviour.Exits(3), RestartPolicy.ALWAYS);
        replica.await(pod, report -> report.containers().getFirst().restartCount() > 0);

        replica.delete(pod, Duration.ofSeconds(30));

        assertGone(replica, pod);
    }

    private PodId start(Replica replica, Behaviour behaviour) {
        PodId pod = start(replica, behaviour, RestartPolicy.ALWAYS);
        replica.await(pod, ProviderHarness::running);
        awaitBehaviour(pod, behaviour);
        return pod;
    }

    private PodId start(Replica replica, Behaviour behaviour, RestartPolicy policy) {
        return replica.create(pod(behaviour, policy).request()).id();
    }

    private void assertGone(Replica replica, PodId pod) {
        assertThat(replica.status(pod.uid())).isEmpty();
        assertThat(replica.listed()).doesNotContain(pod.uid());
        instances(pod).ifPresent(count -> assertThat(count).isZero());
    }
}
