package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodSpec;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pod that the platform can never run as it is: it says so and waits, so that nobody makes one pod after another. */
class RefusedPodTest {
    private static final Pod NEW = Pods.pod(RestartPolicy.ALWAYS);
    private static final PodEvent REFUSED = new PodEvent.CreateFailed(Pods.INVALID);
    private static final PodSpec OTHER = Pods.spec(RestartPolicy.ALWAYS, Optional.empty(), "nginx:2", "a");

    @Test
    void itStaysPendingAndEveryContainerSaysWhy() {
        var two =
                Pods.pod("1", Pods.spec(RestartPolicy.ALWAYS, Optional.empty(), "nginx:1", "a", "b"), PodStatus.none());
        var story = Story.remote().on(new PodEvent.Observed(two), REFUSED).is("Refused");
        assertThat(story.notes()).containsExactly("ProviderCreateFailed");
        assertThat(story.status().phase()).isEqualTo(Phase.PENDING);
        assertThat(story.status().containers())
                .extracting(ContainerStatus::state)
                .containsOnly(new ContainerState.Waiting("UnsupportedField", "no GPUs here"))
                .hasSize(2);
    }

    @Test
    void nothingIsDoneForItUntilItChanges() {
        var story =
                Story.remote().on(new PodEvent.Observed(NEW), REFUSED).written().doesNothing();
        for (var timer : Timer.values()) {
            story.on(new PodEvent.Due(timer));
            if (timer != Timer.DEADLINE) {
                story.is("Refused").doesNothing();
            }
        }
    }

    @Test
    void aChangedPodIsTriedAgain() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), REFUSED).written();
        var changed = Pods.with(story.pod(), "10", OTHER);
        story.on(new PodEvent.Observed(changed)).is("Creating");
        assertThat(story.effect(Effect.Create.class)).contains(new Effect.Create(changed, Map.of("a", 0)));
        story.written();
        story.on(new PodEvent.Created(Pods.report(Pods.running()), "")).is("Running");
        assertThat(story.status().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aChangeThatCameBeforeTheRefusalIsTried() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), new PodEvent.Observed(Pods.with(NEW, "2", OTHER)));
        story.on(REFUSED).is("Creating");
        assertThat(story.effect(Effect.Create.class)).isPresent();
        story.on(REFUSED).is("Refused");
    }

    @Test
    void aChangeOfTheStatusAloneIsNotTried() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), REFUSED).written();
        story.on(new PodEvent.Observed(Pods.with(story.pod(), "10", story.pod().status())))
                .is("Refused")
                .doesNothing();
    }

    @Test
    void anotherReplicaComesToTheSameRefusalWithoutAWord() {
        var first = Story.remote().on(new PodEvent.Observed(NEW), REFUSED).written();
        var story = Story.remote().on(new PodEvent.Observed(first.pod())).is("Creating");
        story.on(REFUSED).is("Refused");
        assertThat(story.notes()).isEmpty();
        assertThat(story.effect(Effect.WriteStatus.class)).isEmpty();
    }

    @Test
    void itGoesAtOnceWhenItIsDeleted() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), REFUSED).written();
        story.on(new PodEvent.Observed(Pods.deleted(story.pod(), "10", Pods.NOW.plusSeconds(30))))
                .is("Deleting");
        story.on(new PodEvent.Deleted(Optional.empty())).is("Concluding");
        assertThat(story.status().phase())
                .as("finalizers of controllers wait for it")
                .isEqualTo(Phase.FAILED);
        story.written().is("Removing");
    }

    @Test
    void itsDeadlineEndsIt() {
        var limited = Pods.pod(
                "1",
                Pods.spec(RestartPolicy.NEVER, Optional.of(Duration.ofMinutes(1)), "nginx:1", "a"),
                PodStatus.none());
        var story = Story.remote().on(new PodEvent.Observed(limited), REFUSED).written();
        story.does(new Effect.Wait(Timer.DEADLINE, Duration.ofMinutes(1)));
        story.later(Duration.ofMinutes(1)).on(new PodEvent.Due(Timer.DEADLINE)).is("Stopping");
        story.on(new PodEvent.Deleted(Optional.empty())).is("Finished");
        assertThat(List.of(story.status().phase(), story.status().reason()))
                .containsExactly(Phase.FAILED, "DeadlineExceeded");
    }

    @Test
    void onePodThatRanBeforeStaysRunningInName() {
        var ran = Pods.started(NEW, "5");
        var story = Story.remote()
                .on(new PodEvent.Observed(ran), new PodEvent.Located(Optional.empty()), new PodEvent.Answered(ran))
                .is("Creating")
                .written();
        story.on(REFUSED).is("Refused");
        assertThat(story.status().phase()).as("a phase never goes back").isEqualTo(Phase.RUNNING);
        assertThat(story.status().containers().getFirst().state())
                .isEqualTo(new ContainerState.Waiting("UnsupportedField", "no GPUs here"));
    }
}
