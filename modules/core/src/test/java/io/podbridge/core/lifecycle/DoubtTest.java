package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is done where what an entity knows of its object may not be so: one read, and nothing before its answer. */
class DoubtTest {
    private static final Pod NEW = Pods.pod(RestartPolicy.ALWAYS);
    private static final PodReport RUNS = Pods.report(Pods.running());
    private static final Duration GRACE = NEW.spec().terminationGracePeriod();

    @Test
    void anOrphanIsDeletedOnlyIfTheApiServerSurelyHasNoPod() {
        var story =
                Story.remote().on(new PodEvent.Reported(RUNS)).is("Confirming").does(new Effect.Read());
        story.on(new PodEvent.ReadFailed("no answer")).is("Confirming").doesKinds(Effect.Wait.class);
        story.on(new PodEvent.Due(Timer.RETRY)).does(new Effect.Read());
        story.on(new PodEvent.NotThere(Pods.ID))
                .is("Confirming")
                .does(new Effect.Confirm(), new Effect.Wait(Timer.DOUBT, Duration.ofMillis(500)));
        story.on(new PodEvent.Gone(Pods.ID)).is("Purging");
        assertThat(story.effect(Effect.Delete.class)).contains(new Effect.Delete(Purging.DEFAULT_GRACE));
        story.on(new PodEvent.Deleted(Optional.empty())).is("Ended");
    }

    @Test
    void aDoubtIsOneReadAndChangesNothingElse() {
        var story = Story.running(NEW).on(new PodEvent.Doubted());
        story.is("Running").does(new Effect.Read());
        story.on(new PodEvent.Doubted()).doesNothing();
        story.on(new PodEvent.Answered(story.pod())).is("Running").doesNothing();
        story.on(new PodEvent.Doubted()).does(new Effect.Read());
    }

    @Test
    void aDoubtThatHasNoAnswerIsAskedAgain() {
        var story = Story.running(NEW).on(new PodEvent.Doubted());
        story.on(new PodEvent.ReadFailed("a proxy answered")).is("Running").doesKinds(Effect.Wait.class);
        story.on(new PodEvent.Due(Timer.DOUBT)).does(new Effect.Read());
        story.on(new PodEvent.Observed(story.pod())).doesNothing();
    }

    @Test
    void anAbsenceThatTheFeedDoesNotConfirmEndsNothing() {
        var story = Story.running(NEW).on(new PodEvent.Doubted(), new PodEvent.NotThere(Pods.ID));
        story.is("Running").doesKinds(Effect.Confirm.class, Effect.Wait.class);
        story.on(new PodEvent.Doubted()).doesNothing();
        story.on(new PodEvent.Due(Timer.DOUBT)).does(new Effect.Read());
        story.on(new PodEvent.Answered(story.pod())).is("Running").doesNothing();
    }

    @Test
    void aConfirmedAbsenceEndsThePodWithItsOwnGraceAndSaysSo() {
        var story = Story.running(NEW).on(new PodEvent.Doubted(), new PodEvent.NotThere(Pods.ID));
        story.on(new PodEvent.Gone(Pods.ID)).is("Purging");
        assertThat(story.effect(Effect.Delete.class)).contains(new Effect.Delete(GRACE));
        assertThat(story.notes()).containsExactly("PodObjectGone");
    }

    @Test
    void whatTheStoreAnswersCountsThoughItIsOlder() {
        var known =
                Pods.pod("900", Pods.spec(RestartPolicy.ALWAYS, Optional.empty(), "nginx:2", "a"), PodStatus.none());
        var restored =
                Pods.pod("800", Pods.spec(RestartPolicy.ALWAYS, Optional.empty(), "nginx:1", "a"), PodStatus.none());
        var story = Story.running(known).on(new PodEvent.Observed(restored)).doesNothing();
        story.on(new PodEvent.Doubted(), new PodEvent.Answered(restored)).is("Updating");
        assertThat(story.pod().resourceVersion()).isEqualTo("800");
    }

    @Test
    void anAnswerThatWasOvertakenByAnObservationDoesNotCount() {
        var story = Story.running(NEW).on(new PodEvent.Doubted());
        var old = story.pod();
        var newer = Pods.with(old, "50", old.status());
        story.on(new PodEvent.Observed(newer), new PodEvent.Answered(old));
        assertThat(story.pod().resourceVersion()).isEqualTo("50");
    }
}
