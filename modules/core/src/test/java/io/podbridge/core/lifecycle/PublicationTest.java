package io.podbridge.core.lifecycle;

import static io.podbridge.core.lifecycle.protocol.PodEvent.Refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.ResourceVersion;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written to the API server, and when. */
class PublicationTest {
    private static final Pod NEW = Pods.pod(RestartPolicy.ALWAYS);
    private static final PodReport RUNS = Pods.report(Pods.running());
    private static final PodEvent CRASHED = new PodEvent.Reported(Pods.report(Pods.exited(1)));
    private static final PodEvent BACK = new PodEvent.Reported(Pods.report(Pods.status("a", 1, Pods.running())));

    @Test
    void oneWriteAtATimeAndOnlyTheLastWordIsWritten() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), new PodEvent.Created(RUNS, ""));
        story.on(CRASHED).doesNothing();
        story.on(BACK).doesNothing();
        story.written().doesKinds(Effect.WriteStatus.class);
        assertThat(story.status().containers().getFirst().restartCount()).isEqualTo(1);
        assertThat(story.effect(Effect.WriteStatus.class).orElseThrow().resourceVersion())
                .isEqualTo("2");
        story.written().doesNothing();
    }

    @Test
    void echoesAndOldNewsAreDropped() {
        var story = Story.running(NEW);
        var before = story.state();
        story.on(new PodEvent.Observed(story.pod())).doesNothing();
        story.on(new PodEvent.Observed(Pods.deleted(NEW, "1", Pods.NOW)))
                .is("Running")
                .doesNothing();
        assertThat(story.state()).isEqualTo(before);
    }

    @Test
    void anEchoThatComesBeforeTheAnswerIsNoDrift() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), new PodEvent.Created(RUNS, ""));
        var echo = Pods.with(story.pod(), "2", story.status());
        story.on(new PodEvent.Observed(echo)).doesNothing();
        story.on(new PodEvent.StatusWritten("2")).doesNothing();
        assertThat(story.state().publication().drifts()).isZero();
    }

    @Test
    void afterAConflictANewerObservationIsWaitedForAndThenThePodIsRead() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), new PodEvent.Created(RUNS, ""));
        story.on(refused(Refusal.CONFLICT)).does(new Effect.Wait(Timer.PUBLISH, Duration.ofSeconds(1)));
        story.on(CRASHED).doesNothing();
        story.on(new PodEvent.Due(Timer.PUBLISH)).does(new Effect.Read());
        story.on(new PodEvent.ReadFailed("no answer")).doesKinds(Effect.Wait.class);
        story.on(new PodEvent.Due(Timer.PUBLISH)).does(new Effect.Read());
        story.on(new PodEvent.Observed(Pods.with(story.pod(), "7", PodStatus.none())));
        assertThat(story.effect(Effect.WriteStatus.class).orElseThrow().resourceVersion())
                .isEqualTo("7");
    }

    @Test
    void aConflictWithWhatHasBeenSeenMeanwhileIsWrittenAgainAtOnce() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), new PodEvent.Created(RUNS, ""));
        story.on(new PodEvent.Observed(Pods.with(story.pod(), "7", PodStatus.none())))
                .doesNothing();
        story.on(refused(Refusal.CONFLICT)).doesKinds(Effect.WriteStatus.class);
    }

    @Test
    void theApiServersWishToBeLeftAloneIsHonoured() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), new PodEvent.Created(RUNS, ""));
        var busy = new PodEvent.StatusRefused(Refusal.UNAVAILABLE, "busy", Optional.of(Duration.ofSeconds(7)));
        story.on(busy).does(new Effect.Wait(Timer.PUBLISH, Duration.ofSeconds(7)));
        story.on(CRASHED).doesNothing();
        story.on(new PodEvent.Due(Timer.PUBLISH)).doesKinds(Effect.WriteStatus.class);
    }

    @Test
    void whatIsRefusedForGoodIsNotSentAgain() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), new PodEvent.Created(RUNS, ""));
        story.on(refused(Refusal.INVALID));
        assertThat(story.notes()).containsExactly("StatusRefused");
        story.later(Duration.ofSeconds(9)).on(new PodEvent.Reported(RUNS)).doesNothing();
        story.on(CRASHED).doesKinds(Effect.WriteStatus.class);
    }

    @Test
    void aWriteThatFindsNoPodIsADoubtAndNoDeath() {
        var story = Story.remote()
                .on(new PodEvent.Observed(NEW), new PodEvent.Created(RUNS, ""), refused(Refusal.NOT_FOUND));
        story.is("Running").does(new Effect.Read());
        story.on(CRASHED).doesNothing();
        story.on(new PodEvent.Answered(story.pod())).is("Running").doesKinds(Effect.WriteStatus.class);
    }

    @Test
    void whatOthersWriteIntoOurFieldsIsPutRightWithBackOffIfTheyKeepOn() {
        var story = Story.running(NEW);
        story.on(drift(story, "10")).doesKinds(Effect.WriteStatus.class);
        story.written();
        story.on(drift(story, "20")).doesKinds(Effect.Wait.class);
        story.on(BACK).doesKinds(Effect.Cancel.class, Effect.WriteStatus.class);
        story.written();
        story.on(drift(story, "30")).doesKinds(Effect.WriteStatus.class);
        story.written();
        story.on(drift(story, "40")).doesKinds(Effect.Wait.class);
        story.on(new PodEvent.Due(Timer.PUBLISH)).doesKinds(Effect.WriteStatus.class);
    }

    @Test
    void aTerminalPhaseIsTheLastWordWhoeverSaidIt() {
        var story = Story.running(NEW);
        story.on(new PodEvent.Observed(Pods.ended(story.pod(), "10"))).is("Stopping");
        story.doesKinds(Effect.Delete.class);
        story.on(new PodEvent.Deleted(Optional.empty())).is("Finished");
        assertThat(story.effect(Effect.WriteStatus.class)).isEmpty();
    }

    @Test
    void versionsAreNumbersOfAnyLength() {
        assertThat(ResourceVersion.older("9", "10")).isTrue();
        assertThat(ResourceVersion.older("10", "9")).isFalse();
        assertThat(ResourceVersion.older("10", "10")).isFalse();
        assertThat(ResourceVersion.older("99999999999999999999998", "99999999999999999999999"))
                .isTrue();
        assertThat(ResourceVersion.older("abc", "10")).isFalse();
        assertThat(ResourceVersion.older("9", "b")).isFalse();
    }

    private static PodEvent refused(Refusal refusal) {
        return new PodEvent.StatusRefused(refusal, "no", Optional.empty());
    }

    private static PodEvent drift(Story story, String version) {
        return new PodEvent.Observed(Pods.with(story.pod(), version, PodStatus.none()));
    }
}
