package io.podbridge.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.core.provider.PodRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Making pods: once, however often it is asked, and by whomever. */
abstract class CreationCases extends ProviderHarness {
    private static final Behaviour FOR_EVER = new Behaviour.RunsForEver();

    @Test
    void aPodRuns() {
        Replica replica = replica(1);
        PodRequest request =
                with(pod(FOR_EVER, RestartPolicy.ALWAYS), "second", FOR_EVER).request();

        PodReport created = replica.create(request);
        PodReport running = replica.await(request.pod().id(), ProviderHarness::running);

        assertThat(created.id()).isEqualTo(request.pod().id());
        assertThat(running.containers())
                .extracting(container -> container.name())
                .containsExactly(MAIN, "second");
        assertThat(running.containers()).allSatisfy(container -> {
            assertThat(container.ready()).isTrue();
            assertThat(container.restartCount()).isZero();
            assertThat(container.containerId().orElse("")).startsWith(factory().name() + "://");
        });
        assertThat(running.podIp()).isPresent();
        assertThat(running.replica().isPresent()).as("says which replica").isEqualTo(!remote());
    }

    @Test
    void aRepeatedCreateAdopts() {
        Replica replica = replica(1);
        PodRequest request = pod(FOR_EVER, RestartPolicy.ALWAYS).request();
        replica.create(request);
        PodReport first = replica.await(request.pod().id(), ProviderHarness::running);

        replica.create(request);
        PodReport second = replica.create(request);

        assertThat(containerIds(second)).isEqualTo(containerIds(first));
        assertRunsOnce(replica, request);
    }

    @Test
    void replicasThatCreateTheSamePodAtOnceMakeItOnce() {
        List<Replica> several = List.of(replica(1), replica(2), replica(3));
        assumeTrue(remote(), "replicas share the platform");
        PodRequest request = pod(FOR_EVER, RestartPolicy.ALWAYS).request();

        List<CompletionStage<Outcome<PodReport>>> calls = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            several.forEach(replica -> calls.add(replica.provider().create(request)));
        }
        calls.forEach(Replica::value);

        assertRunsOnce(several.getFirst(), request);
        assertRunsOnce(several.getLast(), request);
    }

    /** The first replica orders and dies before it hears the answer; who comes next repeats the order. */
    @Test
    void aCreateThatWasCutOffIsAdopted() {
        Replica first = replica(1);
        PodRequest request = pod(FOR_EVER, RestartPolicy.ALWAYS).request();
        CompletionStage<Outcome<PodReport>> unheard = first.provider().create(request);
        first.close();

        Replica next = remote() ? replica(2) : replica(1);
        next.create(request);
        next.await(request.pod().id(), ProviderHarness::running);

        Replica.outcome(unheard);
        assertRunsOnce(next, request);
    }

    @Test
    void aPodThatHasEndedIsAdoptedAndNotRunAgain() {
        Replica replica = replica(1);
        PodRequest request = pod(new Behaviour.Exits(3), RestartPolicy.NEVER).request();
        replica.create(request);
        PodReport end = replica.await(request.pod().id(), ProviderHarness::ended);

        PodReport again = replica.create(request);

        assertThat(containerIds(again)).isEqualTo(containerIds(end));
        assertThat(exitCode(again)).isEqualTo(3);
        instances(request.pod().id()).ifPresent(count -> assertThat(count).isEqualTo(1));
    }

    @Test
    void aPodThatWasDeletedIsMadeAnew() {
        Replica replica = replica(1);
        PodRequest request = pod(FOR_EVER, RestartPolicy.ALWAYS).request();
        replica.create(request);
        PodReport first = replica.await(request.pod().id(), ProviderHarness::running);
        replica.delete(request.pod().id(), Duration.ZERO);

        replica.create(request);
        PodReport second = replica.await(
                request.pod().id(),
                report -> running(report) && !containerIds(report).equals(containerIds(first)));

        assertThat(containerIds(second)).doesNotContainAnyElementsOf(containerIds(first));
        assertRunsOnce(replica, request);
    }

    @Test
    void anUpdateLeavesTheContainersAlone() {
        Replica replica = replica(1);
        assumeTrue(capabilities().updates(), "the platform updates");
        PodBuilder builder = pod(FOR_EVER, RestartPolicy.ALWAYS);
        PodRequest request = builder.request();
        replica.create(request);
        PodReport before = replica.await(request.pod().id(), ProviderHarness::running);

        PodReport after = Replica.value(replica.provider()
                .update(builder.label("changed", "yes").resourceVersion("2").request()));

        assertThat(containerIds(after)).isEqualTo(containerIds(before));
        assertRunsOnce(replica, request);
    }

    /** Asks the status, the list and, where it can be asked, the platform. */
    private void assertRunsOnce(Replica replica, PodRequest request) {
        String uid = request.pod().id().uid();
        assertThat(replica.status(uid)).containsOnlyKeys(uid);
        assertThat(replica.listed()).containsOnlyOnce(uid);
        instances(request.pod().id()).ifPresent(count -> assertThat(count).isEqualTo(1));
    }
}
