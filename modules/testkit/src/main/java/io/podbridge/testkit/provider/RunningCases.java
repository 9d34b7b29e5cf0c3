package io.podbridge.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What containers do by themselves: end, start again, come one after the other. */
abstract class RunningCases extends DeletionCases {
    private static final Behaviour FOR_EVER = new Behaviour.RunsForEver();

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void anExitCodeIsReportedAndKept(int code) {
        Replica replica = replica(1);
        PodId pod = start(replica, pod(new Behaviour.Exits(code), RestartPolicy.NEVER));

        PodReport end = replica.await(pod, ProviderHarness::ended);

        assertThat(finished(end, RestartPolicy.NEVER)).isTrue();
        assertThat(end.containers().getFirst().ready()).isFalse();
        assertThat(end.containers().getFirst().state())
                .isInstanceOfSatisfying(ContainerState.Terminated.class, state -> {
                    assertThat(state.exitCode()).isEqualTo(code);
                    assertThat(state.reason()).isEqualTo(code == 0 ? "Completed" : "Error");
                    assertThat(state.startedAt()).isPresent();
                    assertThat(state.finishedAt()).isPresent();
                });
        assertThat(exitCode(replica.statusOf(pod))).isEqualTo(code);
        assertThat(replica.listed()).containsExactly(pod.uid());
    }

    @ParameterizedTest
    @EnumSource(
            value = RestartPolicy.class,
            names = {"ALWAYS", "ON_FAILURE"})
    void aContainerThatFailsIsStartedAgainAndCounted(RestartPolicy policy) {
        Replica replica = replica(1);
        PodId pod = start(replica, pod(new Behaviour.Exits(3), policy));

        PodReport report = replica.await(pod, RunningCases::restarted);

        assertThat(finished(report, policy)).isFalse();
        assertThat(main(report).lastState())
                .hasValueSatisfying(last -> assertThat(last.exitCode()).isEqualTo(3));
    }

    @Test
    void aContainerThatSucceedsIsStartedAgainIfThePolicyIsAlways() {
        Replica replica = replica(1);
        PodId pod = start(replica, pod(new Behaviour.Exits(0), RestartPolicy.ALWAYS));

        assertThat(main(replica.await(pod, RunningCases::restarted)).lastState())
                .hasValueSatisfying(last -> assertThat(last.exitCode()).isZero());
    }

    @Test
    void aContainerThatSucceedsIsLeftAloneIfThePolicyIsOnFailure() {
        Replica replica = replica(1);
        PodId pod = start(replica, pod(new Behaviour.Exits(0), RestartPolicy.ON_FAILURE));

        PodReport end = replica.await(pod, report -> finished(report, RestartPolicy.ON_FAILURE));

        assertThat(main(end).restartCount()).isZero();
    }

    @Test
    void earlierRestartsAreAddedTo() {
        Replica replica = replica(1);
        var failing = pod(new Behaviour.Exits(3), RestartPolicy.ON_FAILURE).build();
        replica.create(PodFixtures.request(failing, Map.of(MAIN, 1000)));

        replica.await(failing.id(), report -> main(report).restartCount() > 1000);
    }

    @Test
    void containersEndEachForItself() {
        Replica replica = replica(1);
        PodId pod = start(replica, with(pod(new Behaviour.Exits(3), RestartPolicy.NEVER), "second", FOR_EVER));

        PodReport report = replica.await(
                pod,
                found -> found.containers().getFirst().terminated()
                        && found.containers().getLast().running());

        assertThat(exitCode(report)).isEqualTo(3);
        assertThat(finished(report, RestartPolicy.NEVER)).isFalse();
    }

    @Test
    void initContainersRunBeforeTheOthers() {
        Replica replica = replica(1);
        var builder = withInit(pod(FOR_EVER, RestartPolicy.NEVER), "first", new Behaviour.Exits(0));
        PodId pod = start(replica, withInit(builder, "second", new Behaviour.Exits(0)));

        PodReport report = replica.await(pod, ProviderHarness::running);

        assertThat(report.initContainers())
                .extracting(container -> container.name())
                .containsExactly("first", "second");
        assertThat(report.initContainers()).allMatch(ContainerStatus::terminated);
    }

    @Test
    void aFailedInitContainerEndsThePodIfThePolicyIsNever() {
        Replica replica = replica(1);
        PodId pod = start(replica, withInit(pod(FOR_EVER, RestartPolicy.NEVER), "first", new Behaviour.Exits(7)));

        PodReport end = replica.await(pod, report -> finished(report, RestartPolicy.NEVER));

        assertThat(main(end).containerId()).as("was started").isEmpty();
    }

    @Test
    void aFailedInitContainerIsStartedAgainIfThePolicyAllows() {
        Replica replica = replica(1);
        PodId pod = start(replica, withInit(pod(FOR_EVER, RestartPolicy.ON_FAILURE), "first", new Behaviour.Exits(7)));

        PodReport report =
                replica.await(pod, found -> found.initContainers().getFirst().restartCount() > 0);

        assertThat(main(report).state()).isInstanceOf(ContainerState.Waiting.class);
    }

    @Test
    void aSidecarRunsBesideTheOthersAndIsEndedOnceTheyHaveEnded() {
        Replica replica = replica(1);
        var builder = pod(new Behaviour.Exits(0), RestartPolicy.NEVER).grace(Duration.ofSeconds(2));
        var made = withSidecar(builder, "side", FOR_EVER).build();
        replica.create(PodFixtures.request(made));

        PodReport end = replica.await(made.id(), report -> report.finished(made.spec()));

        assertThat(exitCode(end)).isZero();
        assertThat(end.initContainers()).singleElement().matches(ContainerStatus::terminated);
    }

    /** Of a pod without sidecars. */
    private static boolean finished(PodReport report, RestartPolicy policy) {
        return report.finished(
                PodFixtures.pod("any").restartPolicy(policy).build().spec());
    }

    private static PodId start(Replica replica, PodBuilder builder) {
        return replica.create(builder.request()).id();
    }

    private static boolean restarted(PodReport report) {
        return main(report).restartCount() > 0 && main(report).lastState().isPresent();
    }

    private static ContainerStatus main(PodReport report) {
        return report.containers().getFirst();
    }
}
