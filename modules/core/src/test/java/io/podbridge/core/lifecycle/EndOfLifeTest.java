package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.pod.ContainerState.Terminated;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a pod ends that is to end: with which grace, what is written last, and what holds it up. */
class EndOfLifeTest {
    private static final Pod NEW = Pods.pod(RestartPolicy.ALWAYS);
    private static final PodReport RUNS = Pods.report(Pods.running());
    private static final Duration GRACE = NEW.spec().terminationGracePeriod();

    @Test
    void aDeletionDoesNotWaitForACreateThatMayNeverBeAnswered() {
        var story = Story.remote().on(new PodEvent.Observed(NEW));
        story.on(new PodEvent.Observed(Pods.deleted(NEW, "2", Pods.NOW.plusSeconds(30))))
                .is("Deleting");
        assertThat(story.effect(Effect.Delete.class)).contains(new Effect.Delete(Duration.ofSeconds(30)));
        story.on(new PodEvent.CreateFailed(Pods.UNAVAILABLE)).is("Deleting").doesNothing();
        story.on(new PodEvent.Deleted(Optional.empty())).is("Concluding");
    }

    @Test
    void aVanishedObjectDoesNotWaitForTheCreateEither() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), new PodEvent.Gone(Pods.ID));
        story.is("Purging");
        assertThat(story.effect(Effect.Delete.class)).contains(new Effect.Delete(GRACE));
        story.on(new PodEvent.Created(RUNS, "")).is("Purging").doesNothing();
        story.on(new PodEvent.Deleted(Optional.empty())).is("Ended");
    }

    @Test
    void graceIsWhatIsLeftOfItWhoeverBeganIt() {
        var pod = Pods.deleted(Pods.started(NEW, "2"), "3", Pods.NOW.plusSeconds(30));
        Story.remote()
                .later(Duration.ofSeconds(12))
                .on(new PodEvent.Observed(pod))
                .does(new Effect.Delete(Duration.ofSeconds(19)));
        Story.remote()
                .later(Duration.ofMinutes(12))
                .on(new PodEvent.Observed(pod))
                .does(new Effect.Delete(Duration.ZERO));
    }

    @Test
    void aFastClockTakesNothingOfTheGraceFromAPodWhoseDeletionIsSeenToBegin() {
        var pod = Pods.started(NEW, "2");
        Story.remote()
                .later(Duration.ofSeconds(25))
                .on(new PodEvent.Observed(pod))
                .on(new PodEvent.Observed(Pods.deleted(pod, "3", Pods.NOW.plusSeconds(30))))
                .does(new Effect.Delete(Duration.ofSeconds(30)));
    }

    @Test
    void anEarlierDeletionShortensTheGrace() {
        var story = Story.running(NEW);
        story.on(new PodEvent.Observed(Pods.deleted(story.pod(), "10", Pods.NOW.plusSeconds(30))));
        story.does(new Effect.Delete(Duration.ofSeconds(30)));
        story.on(new PodEvent.Observed(Pods.deleted(story.pod(), "11", Pods.NOW.plusSeconds(2))));
        story.does(new Effect.Delete(Duration.ofSeconds(2)));
        story.on(new PodEvent.Observed(Pods.deleted(story.pod(), "12", Pods.NOW.plusSeconds(2))));
        story.doesNothing();
    }

    @Test
    void theEndIsWrittenBeforeTheObjectGoes() {
        var story = Story.running(NEW);
        story.on(new PodEvent.Observed(Pods.deleted(story.pod(), "10", Pods.NOW.plusSeconds(30))));
        story.on(new PodEvent.Deleted(Optional.empty())).is("Concluding");
        assertThat(story.notes()).containsExactly("ProviderDeleteSuccess");
        assertThat(story.status().phase()).isEqualTo(Phase.FAILED);
        var ended = (Terminated) story.status().containers().getFirst().state();
        assertThat(ended.exitCode()).isEqualTo(137);
        assertThat(ended.reason()).isEqualTo("ContainerStatusUnknown");
        story.written().is("Removing").does(new Effect.RemoveObject());
        story.on(new PodEvent.ObjectRemoved()).is("Ended");
        story.on(new PodEvent.Observed(NEW)).is("Ended").doesNothing();
        story.on(new PodEvent.Due(Timer.RETRY)).does(new Effect.Passivate());
    }

    @Test
    void theLastReportSaysHowAContainerEnded() {
        var story = Story.running(NEW);
        story.on(new PodEvent.Observed(Pods.deleted(story.pod(), "10", Pods.NOW.plusSeconds(30))));
        story.on(new PodEvent.Deleted(Optional.of(Pods.report(Pods.exited(0)))));
        assertThat(story.status().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(story.status().containers().getFirst().state()).isEqualTo(Pods.exited(0));
    }

    @Test
    void deletingIsTriedForEver() {
        var story = Story.running(NEW);
        story.on(new PodEvent.Observed(Pods.deleted(story.pod(), "10", Pods.NOW.plusSeconds(30))));
        for (int i = 0; i < 50; i++) {
            story.on(new PodEvent.DeleteFailed(Pods.UNAVAILABLE));
            assertThat(story.notes()).containsExactly("ProviderDeleteFailed");
            story.later(Duration.ofSeconds(5)).on(new PodEvent.Due(Timer.RETRY)).doesKinds(Effect.Delete.class);
        }
        story.does(new Effect.Delete(Duration.ZERO));
    }

    @Test
    void theDeadlineCountsFromTheStartTimeAlsoOnAnotherReplica() {
        var limited = Pods.pod(
                "1",
                Pods.spec(RestartPolicy.ALWAYS, Optional.of(Duration.ofMinutes(1)), "nginx:1", "a"),
                PodStatus.none());
        var story = Story.running(limited);
        story.does(new Effect.Wait(Timer.DEADLINE, Duration.ofMinutes(1)));
        var started = Pods.started(limited, "5");
        Story.remote()
                .later(Duration.ofSeconds(40))
                .on(new PodEvent.Observed(started))
                .does(new Effect.Locate(), new Effect.Wait(Timer.DEADLINE, Duration.ofSeconds(20)));
        Story.remote()
                .later(Duration.ofSeconds(60))
                .on(new PodEvent.Observed(started))
                .is("Stopping");
    }

    @Test
    void aDeadlineFurtherAwayThanAnyTimerGoesIsWaitedForInParts() {
        var limited = Pods.pod(
                "1",
                Pods.spec(RestartPolicy.ALWAYS, Optional.of(Duration.ofDays(300)), "nginx:1", "a"),
                PodStatus.none());
        var story = Story.running(limited);
        story.does(new Effect.Wait(Timer.DEADLINE, Duration.ofDays(200)));
        story.later(Duration.ofDays(200))
                .on(new PodEvent.Due(Timer.DEADLINE))
                .is("Running")
                .does(new Effect.Wait(Timer.DEADLINE, Duration.ofDays(100)));
        story.later(Duration.ofDays(100)).on(new PodEvent.Due(Timer.DEADLINE)).is("Stopping");
    }

    @Test
    void anOverduePodIsStoppedAndFails() {
        var story = Story.running(NEW).on(new PodEvent.Due(Timer.DEADLINE)).is("Stopping");
        story.doesKinds(Effect.Delete.class, Effect.Note.class);
        story.on(new PodEvent.Deleted(Optional.of(Pods.report(Pods.exited(0))))).is("Finished");
        assertThat(story.status().phase()).isEqualTo(Phase.FAILED);
        assertThat(story.status().reason()).isEqualTo("DeadlineExceeded");
    }
}
