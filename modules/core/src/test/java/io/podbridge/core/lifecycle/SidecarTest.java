package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.lifecycle.status.History;
import io.podbridge.core.lifecycle.status.PodStatusView;
import io.podbridge.core.pod.Condition;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.PodSpec;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sidecars: init containers that run beside the others, and are ended after them. */
class SidecarTest {
    private static final Pod NEVER = pod(RestartPolicy.NEVER, Optional.empty());

    @Test
    void aPodIsNotOverWhileASidecarStillRuns() {
        var story = running(NEVER);
        story.on(new PodEvent.Reported(report(Pods.running(), Pods.exited(0)))).is("Running");
        assertThat(story.status().phase()).isEqualTo(Phase.RUNNING);
        story.written();
        story.on(new PodEvent.Reported(report(Pods.exited(143), Pods.exited(0))))
                .is("Finished");
        assertThat(story.status().phase())
                .as("how a sidecar ends says nothing of the pod")
                .isEqualTo(Phase.SUCCEEDED);
        assertThat(story.status().initContainers().getFirst().state()).isEqualTo(Pods.exited(143));
    }

    @Test
    void aPodThatFailedWaitsForItsSidecarToo() {
        var story = running(NEVER);
        story.on(new PodEvent.Reported(report(Pods.running(), Pods.exited(3))))
                .is("Running")
                .written();
        story.on(new PodEvent.Reported(report(Pods.exited(0), Pods.exited(3)))).is("Finished");
        assertThat(story.status().phase()).isEqualTo(Phase.FAILED);
    }

    @Test
    void aSidecarThatFailsDoesNotEndThePod() {
        var story = running(NEVER);
        story.on(new PodEvent.Reported(report(Pods.exited(9), Pods.running()))).is("Running");
        assertThat(story.status().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aPodWhoseSidecarIsNotReadyIsNotReady() {
        var status = view().running(report(Pods.exited(9), Pods.running()), 1);
        assertThat(status.conditions())
                .filteredOn(condition -> List.of("ContainersReady", "Ready").contains(condition.type()))
                .hasSize(2)
                .noneMatch(Condition::status)
                .allMatch(condition -> condition.message().equals("containers with unready status: [proxy]"));
        var ready = view().running(report(Pods.running(), Pods.running()), 1);
        assertThat(ready.conditions()).allMatch(Condition::status);
    }

    private static PodStatusView view() {
        return new PodStatusView(NEVER, History.of(NEVER), Pods.at(Pods.NOW));
    }

    @Test
    void theDeadlineNoLongerCountsOnceTheOthersHaveEnded() {
        var story = running(pod(RestartPolicy.NEVER, Optional.of(Duration.ofMinutes(1))));
        story.on(new PodEvent.Reported(report(Pods.running(), Pods.exited(0)))).is("Running");
        assertThat(story.effect(Effect.Cancel.class)).contains(new Effect.Cancel(Timer.DEADLINE));
        var pod = story.written().pod();
        Story.remote()
                .later(Duration.ofMinutes(2))
                .on(new PodEvent.Observed(pod))
                .is("Locating");
    }

    @Test
    void theLossOfASidecarAloneDoesNotUndoHowThePodEnded() {
        var story = running(NEVER);
        story.on(new PodEvent.Reported(report(Pods.running(), Pods.exited(0)))).written();
        story.on(new PodEvent.Vanished(Pods.ID), new PodEvent.Located(Optional.empty()));
        story.on(new PodEvent.Answered(story.pod())).is("Stopping").doesKinds(Effect.Delete.class);
        story.on(new PodEvent.Deleted(Optional.empty())).is("Finished");
        assertThat(story.status().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(story.status().initContainers().getFirst().terminated()).isTrue();
    }

    private static Story running(Pod pod) {
        return Story.remote()
                .on(new PodEvent.Observed(pod), new PodEvent.Created(report(Pods.running(), Pods.running()), ""))
                .written();
    }

    private static PodReport report(ContainerState sidecar, ContainerState main) {
        return new PodReport(
                Pods.ID,
                List.of(Pods.status("proxy", 0, sidecar)),
                List.of(Pods.status("a", 0, main)),
                Optional.of("10.1.0.7"),
                Optional.empty());
    }

    private static Pod pod(RestartPolicy policy, Optional<Duration> deadline) {
        var spec = new PodSpec(
                policy,
                Duration.ofSeconds(30),
                deadline,
                "",
                "web",
                List.of(Pods.sidecar("proxy", "nginx:1")),
                List.of(Pods.container("a", "nginx:1")),
                Set.of());
        return Pods.pod("1", spec, PodStatus.none());
    }
}
