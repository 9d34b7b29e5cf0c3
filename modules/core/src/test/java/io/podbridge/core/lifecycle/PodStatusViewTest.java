package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.status.Ending;
import io.podbridge.core.lifecycle.status.History;
import io.podbridge.core.lifecycle.status.PodStatusView;
import io.podbridge.core.pod.Condition;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.PodSpec;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What users read in {@code kubectl get} and {@code kubectl describe}. */
class PodStatusViewTest {
    private static final Pod TWO =
            Pods.pod("1", Pods.spec(RestartPolicy.ALWAYS, Optional.empty(), "nginx:1", "a", "b"), PodStatus.none());
    private static final ContainerStatus A_RUNS = Pods.status("a", 0, Pods.running());
    private static final ContainerStatus B_RUNS = Pods.status("b", 0, Pods.running());

    @Test
    void conditionsComeInAFixedOrder() {
        var status = running(TWO, Pods.report(A_RUNS, B_RUNS), Pods.NOW);
        assertThat(status.conditions())
                .extracting(Condition::type)
                .containsExactly("PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready");
        assertThat(status.conditions()).allMatch(Condition::status);
        assertThat(status.hostIp()).contains("10.0.0.1");
        assertThat(status.podIp()).contains("10.1.0.7");
        assertThat(status.observedGeneration()).isEqualTo(1);
    }

    @Test
    void unreadyContainersAreNamedAndContainersComeInTheSpecsOrder() {
        var status = running(TWO, Pods.report(Pods.status("b", 3, Pods.exited(1))), Pods.NOW);
        assertThat(status.containers()).extracting(ContainerStatus::name).containsExactly("a", "b");
        assertThat(status.containers().getFirst().state())
                .isEqualTo(new ContainerState.Waiting("ContainerCreating", ""));
        assertThat(status.phase()).isEqualTo(Phase.PENDING);
        assertThat(status.conditions().getLast().reason()).isEqualTo("ContainersNotReady");
        assertThat(status.conditions().getLast().message()).isEqualTo("containers with unready status: [a b]");
    }

    @Test
    void aConditionKeepsTheTimeOfItsLastFlipAndThePodItsStartTime() {
        var before = running(TWO, Pods.report(A_RUNS, B_RUNS), Pods.NOW);
        var pod = Pods.with(TWO, "2", before);
        var later = Pods.NOW.plusSeconds(60).plusMillis(7);
        assertThat(running(pod, Pods.report(A_RUNS, B_RUNS), later)).isEqualTo(before);
        var after = running(pod, Pods.report(A_RUNS, Pods.status("b", 0, Pods.exited(1))), later);
        assertThat(after.startTime()).contains(Pods.NOW);
        assertThat(after.conditions().get(1).lastTransition()).contains(Pods.NOW);
        assertThat(after.conditions().get(3).lastTransition()).contains(Pods.NOW.plusSeconds(60));
    }

    @Test
    void aPodIsNotInitializedBeforeItsInitContainersAreDone() {
        var spec = new PodSpec(
                RestartPolicy.ALWAYS,
                Duration.ZERO,
                Optional.empty(),
                "",
                "web",
                List.of(Pods.container("init", "busybox")),
                List.of(Pods.container("a", "nginx:1")),
                Set.of());
        var pod = Pods.pod("1", spec, PodStatus.none());
        var creating = new PodStatusView(pod, History.of(pod), Pods.at(Pods.NOW)).creating();
        assertThat(creating.containers().getFirst().state())
                .isEqualTo(new ContainerState.Waiting("PodInitializing", ""));
        var initialising = running(pod, initReport(Pods.running(), Pods.waiting()), Pods.NOW);
        assertThat(initialising.phase()).isEqualTo(Phase.PENDING);
        assertThat(initialising.conditions().get(1).reason()).isEqualTo("ContainersNotInitialized");
        assertThat(initialising.conditions().get(1).message()).isEqualTo("containers with incomplete status: [init]");
        var initialised = running(pod, initReport(Pods.exited(0), Pods.running()), Pods.NOW);
        assertThat(initialised.phase()).isEqualTo(Phase.RUNNING);
        assertThat(initialised.conditions()).allMatch(Condition::status);
    }

    private static PodReport initReport(ContainerState init, ContainerState main) {
        return new PodReport(
                Pods.ID,
                List.of(Pods.status("init", 0, init)),
                List.of(Pods.status("a", 0, main)),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aCompletedPodIsUnreadyBecauseItIsCompleted() {
        var pod = Pods.pod(RestartPolicy.NEVER);
        var ending = Ending.natural(pod, Pods.report(Pods.exited(0)));
        var status = new PodStatusView(pod, History.of(pod), Pods.at(Pods.NOW)).ended(ending);
        assertThat(status.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(status.conditions())
                .extracting(Condition::reason)
                .containsExactly("", "PodCompleted", "PodCompleted", "PodCompleted");
        assertThat(status.conditions()).extracting(Condition::status).containsExactly(false, true, false, false);
    }

    @Test
    void onlyContainersThatFailedMakeAPodFail() {
        var report = Pods.report(Pods.status("a", 0, Pods.exited(0)), Pods.status("b", 0, Pods.exited(3)));
        assertThat(Ending.natural(TWO, report).phase()).isEqualTo(Phase.FAILED);
    }

    @Test
    void restartCountsNeverFall() {
        var pod = Pods.with(
                Pods.pod(RestartPolicy.ALWAYS),
                "2",
                running(Pods.pod(RestartPolicy.ALWAYS), Pods.report(Pods.status("a", 4, Pods.running())), Pods.NOW));
        assertThat(running(pod, Pods.report(Pods.running()), Pods.NOW)
                        .containers()
                        .getFirst()
                        .restartCount())
                .isEqualTo(4);
        var history = new History(Map.of("a", 7), Map.of(), Map.of(), true);
        var status = new PodStatusView(pod, history, Pods.at(Pods.NOW)).running(Pods.report(Pods.running()), 1);
        assertThat(status.containers().getFirst().restartCount()).isEqualTo(7);
    }

    @Test
    void timesAreWholeSeconds() {
        var begun = new ContainerState.Running(Pods.NOW.plusMillis(123));
        var status = running(Pods.pod(RestartPolicy.ALWAYS), Pods.report(begun), Pods.NOW.plusMillis(456));
        assertThat(status.containers().getFirst().state()).isEqualTo(new ContainerState.Running(Pods.NOW));
        assertThat(status.startTime()).contains(Pods.NOW);
    }

    private static PodStatus running(Pod pod, PodReport report, Instant now) {
        return new PodStatusView(pod, History.of(pod), Pods.at(now)).running(report, pod.generation());
    }
}
