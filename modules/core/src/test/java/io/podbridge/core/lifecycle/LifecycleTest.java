package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.BackOff;
import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.lifecycle.status.History;
import io.podbridge.core.lifecycle.status.PodStatusView;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the table cannot show: with which values effects are asked for, and why. */
class LifecycleTest {
    private static final Pod NEW = Pods.pod(RestartPolicy.ALWAYS);
    private static final PodReport RUNS = Pods.report(Pods.running());
    private static final Duration GRACE = NEW.spec().terminationGracePeriod();

    @Test
    void aQuickStartCostsOneWrite() {
        var story = Story.remote().on(new PodEvent.Observed(NEW));
        story.does(new Effect.Create(NEW, Map.of()), new Effect.Wait(Timer.ANNOUNCE, Duration.ofSeconds(1)));
        story.on(new PodEvent.Created(RUNS, ""));
        story.doesKinds(Effect.Note.class, Effect.WriteStatus.class, Effect.Cancel.class);
        assertThat(story.notes()).containsExactly("ProviderCreateSuccess");
        assertThat(story.status().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aCreationThatTakesLongIsAnnouncedAlsoAfterThePlatformTookItOn() {
        var story = Story.remote().on(new PodEvent.Observed(NEW));
        story.on(new PodEvent.Created(Pods.report(Pods.waiting()), ""))
                .is("Running")
                .doesKinds(Effect.Note.class);
        story.on(new PodEvent.Due(Timer.ANNOUNCE)).doesKinds(Effect.WriteStatus.class);
        assertThat(story.status().phase()).isEqualTo(Phase.PENDING);
    }

    @Test
    void ignoredFieldsAreNamed() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), new PodEvent.Created(RUNS, "volumes[].nfs"));
        assertThat(story.effect(Effect.Note.class)).isPresent();
        assertThat(story.notes()).containsExactly("ProviderCreateSuccess", "FieldsIgnored");
    }

    @Test
    void adoptionIsQuiet() {
        var story =
                Story.remote().on(new PodEvent.Observed(Pods.started(NEW, "5"))).is("Locating");
        story.on(new PodEvent.Located(Optional.of(RUNS))).is("Running").doesNothing();
    }

    @Test
    void aReplicaLocalPodIsLookedForBeforeItIsMade() {
        var story = Story.local().on(new PodEvent.Observed(NEW)).is("Locating").does(new Effect.Locate());
        story.on(new PodEvent.Located(Optional.empty())).is("Creating");
    }

    @Test
    void afterAnAnswerThatDoesNotTellThePodIsLookedForFirst() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), new PodEvent.CreateFailed(Pods.UNAVAILABLE));
        story.is("BackingOff").written();
        story.on(new PodEvent.Due(Timer.RETRY)).is("Locating").does(new Effect.Locate());
        story.on(new PodEvent.Located(Optional.empty())).is("Creating");
        assertThat(story.effect(Effect.Create.class)).contains(new Effect.Create(story.pod(), Map.of("a", 0)));
    }

    @Test
    void backOffDoublesUpToTheCapAndHonoursTheOtherSide() {
        assertThat(delay(1, Optional.empty(), 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(delay(1, Optional.empty(), 0.5)).isEqualTo(Duration.ofMillis(750));
        assertThat(delay(4, Optional.empty(), 0)).isEqualTo(Duration.ofSeconds(4));
        assertThat(delay(1000, Optional.empty(), 0)).isEqualTo(Duration.ofSeconds(150));
        assertThat(delay(1, Optional.of(Duration.ofSeconds(9)), 0)).isEqualTo(Duration.ofSeconds(9));
        assertThat(delay(1, Optional.of(Duration.ofDays(9)), 0)).isEqualTo(Duration.ofMinutes(5));
    }

    private static Duration delay(int failures, Optional<Duration> retryAfter, double jitter) {
        return BackOff.delay(failures, retryAfter, new LifecycleContext(Pods.NOW, jitter, Pods.REMOTE));
    }

    @Test
    void aFailureIsShownInTheContainersAndStaysWhileItIsTriedAgain() {
        var story = Story.remote().on(new PodEvent.Observed(NEW), new PodEvent.CreateFailed(Pods.REJECTED));
        assertThat(story.notes()).containsExactly("ProviderCreateFailed");
        assertThat(story.status().phase()).isEqualTo(Phase.PENDING);
        assertThat(story.status().containers().getFirst().state())
                .isEqualTo(new ContainerState.Waiting("ErrImagePull", "no such image"));
        story.written();
        story.on(new PodEvent.Due(Timer.RETRY)).doesKinds(Effect.Create.class);
    }

    @Test
    void aLostPodIsMadeAgainWithItsRestartsCounted() {
        var pod = Pods.started(NEW, "5");
        var story = Story.remote().on(new PodEvent.Observed(pod), new PodEvent.Located(Optional.empty()));
        story.is("Confirming").does(new Effect.Read());
        story.on(new PodEvent.Observed(pod)).is("Confirming").doesNothing();
        story.on(new PodEvent.Answered(pod)).is("Creating");
        assertThat(story.effect(Effect.Create.class)).contains(new Effect.Create(pod, Map.of("a", 1)));
        assertThat(story.notes()).containsExactly("ProviderLost");
        var status = story.status();
        assertThat(status.phase()).isEqualTo(Phase.RUNNING);
        assertThat(status.containers().getFirst().restartCount()).isEqualTo(1);
        assertThat(status.containers().getFirst().lastState().orElseThrow().reason())
                .isEqualTo("ProviderLost");
        assertThat(status.conditions().getLast().status()).isFalse();
    }

    /** A feed whose watch is silent goes on showing what it saw last. */
    @Test
    void whatTheFeedShowsIsNoAnswerToAQuestionThatTheApiServerWasAsked() {
        var story =
                Story.remote().on(new PodEvent.Hearsay(NEW)).is("Confirming").does(new Effect.Read());
        story.on(new PodEvent.Observed(NEW)).is("Confirming").doesNothing();
        assertThat(story.on(new PodEvent.NotThere(Pods.ID)).effect(Effect.Confirm.class))
                .isPresent();
        story.on(new PodEvent.Observed(NEW)).is("Confirming").doesNothing();
        story.on(new PodEvent.Gone(Pods.ID)).is("Purging");
    }

    /** The replica before wrote the end, and this one hears of it while it looks for the pod. */
    @Test
    void aPodThatHadEndedByItselfIsNotEndedByWhoLooksForIt() {
        var pod = Pods.started(Pods.pod(RestartPolicy.NEVER), "5");
        var story = Story.remote().on(new PodEvent.Observed(pod), new PodEvent.Observed(Pods.ended(pod, "6")));
        story.is("Locating");
        story.on(new PodEvent.Located(Optional.of(Pods.report(Pods.exited(0))))).is("Finished");
        assertThat(story.effect(Effect.Delete.class)).isEmpty();
    }

    @Test
    void aPodThatWasDeclaredOverIsEndedWhereItIsFound() {
        var pod = Pods.started(Pods.pod(RestartPolicy.NEVER), "5");
        Story.remote()
                .on(new PodEvent.Observed(pod), new PodEvent.Observed(Pods.ended(pod, "6")))
                .on(new PodEvent.Located(Optional.of(Pods.report(Pods.running()))))
                .is("Stopping")
                .doesKinds(Effect.Delete.class);
    }

    /** The read may have been answered before the change that the watch told of meanwhile. */
    @Test
    void aPodThatWasShownWhileItWasReadIsReadOnceMore() {
        var changed = Pods.with(NEW, "10", Pods.spec(RestartPolicy.ALWAYS, Optional.empty(), "nginx:2", "a"));
        var story = Story.remote().on(new PodEvent.Hearsay(NEW), new PodEvent.Observed(changed));
        story.on(new PodEvent.Answered(NEW)).is("Locating").does(new Effect.Locate(), new Effect.Read());
        story.on(new PodEvent.Answered(changed)).is("Locating");
        assertThat(story.pod().resourceVersion()).isEqualTo("10");
    }

    @Test
    void aLostPodThatNobodyWantsIsNotMadeAgain() {
        var pod = Pods.started(NEW, "5");
        Story.remote()
                .on(new PodEvent.Observed(pod), new PodEvent.Located(Optional.empty()), new PodEvent.Gone(Pods.ID))
                .is("Purging")
                .does(new Effect.Delete(GRACE));
    }

    @Test
    void aPodThatIsNeverRestartedFailsWithItsReplica() {
        var never = Pods.pod(RestartPolicy.NEVER);
        var story = Story.remote()
                .on(new PodEvent.Observed(never), new PodEvent.Created(Pods.onReplica("r1", Pods.running()), ""))
                .written();
        story.on(new PodEvent.ReplicaLost(Pods.ID, "r2")).is("Running").doesNothing();
        story.on(new PodEvent.ReplicaLost(Pods.ID, "r1")).is("Stopping");
        assertThat(story.notes()).containsExactly("ReplicaLost");
        assertThat(story.effect(Effect.Delete.class))
                .as("the platform may have been behind")
                .contains(new Effect.Delete(Duration.ofSeconds(30)));
        story.on(new PodEvent.Deleted(Optional.empty())).is("Finished");
        assertThat(story.status().phase()).isEqualTo(Phase.FAILED);
        assertThat(story.status().reason()).isEqualTo("ReplicaLost");
    }

    @Test
    void whatHadEndedByItselfIsNotLost() {
        var pod = Pods.pod(RestartPolicy.ON_FAILURE);
        var over = Pods.with(
                pod,
                "5",
                new PodStatusView(pod, History.of(pod), Pods.at(Pods.NOW)).running(Pods.report(Pods.exited(0)), 1));
        var story = Story.remote()
                .on(new PodEvent.Observed(over), new PodEvent.Located(Optional.empty()), new PodEvent.Answered(over))
                .is("Finished");
        assertThat(story.status().phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void aChangedPodIsUpdatedOnce() {
        var story = Story.running(NEW);
        var changed = Pods.with(story.pod(), "10", Pods.spec(RestartPolicy.ALWAYS, Optional.empty(), "nginx:2", "a"));
        story.on(new PodEvent.Observed(changed)).is("Updating").does(new Effect.Update(changed, Map.of("a", 0)));
        story.on(new PodEvent.Observed(Pods.with(changed, "11", changed.status())))
                .doesNothing();
        story.on(new PodEvent.Updated(RUNS)).is("Running");
        assertThat(story.notes()).containsExactly("ProviderUpdateSuccess");
        assertThat(story.status().observedGeneration()).isEqualTo(2);
        story.written().doesNothing();
    }

    @Test
    void aPodWhoseUpdateFailsGoesOnRunning() {
        var story = Story.running(NEW);
        var changed = Pods.with(story.pod(), "10", Pods.spec(RestartPolicy.ALWAYS, Optional.empty(), "nginx:2", "a"));
        story.on(new PodEvent.Observed(changed), new PodEvent.UpdateFailed(Pods.UNAVAILABLE))
                .is("Running");
        story.doesKinds(Effect.Note.class, Effect.Wait.class);
        story.on(new PodEvent.Due(Timer.RETRY)).is("Updating").doesKinds(Effect.Update.class);
        story.on(new PodEvent.UpdateFailed(Pods.INVALID)).is("Running");
        assertThat(story.pod().status().observedGeneration())
                .as("what runs is the old one")
                .isEqualTo(1);
        assertThat(story.effect(Effect.WriteStatus.class)).isEmpty();
        assertThat(story.effect(Effect.Wait.class)).isEmpty();
        assertThat(story.notes()).containsExactly("ProviderUpdateFailed");
    }

    @Test
    void aSpecThatChangedWhileNobodyLookedIsUpdatedAfterTheAdoption() {
        var running = Pods.started(NEW, "5");
        var changed = Pods.with(running, "6", Pods.spec(RestartPolicy.ALWAYS, Optional.empty(), "nginx:2", "a"));
        Story.remote()
                .on(new PodEvent.Observed(changed), new PodEvent.Located(Optional.of(RUNS)))
                .is("Updating")
                .does(new Effect.Update(changed, Map.of("a", 0)));
    }

    /** It was made as it was first by a home that could not write its status. */
    @Test
    void aSpecThatChangedBeforeTheFirstStatusIsUpdatedAfterTheAdoption() {
        var changed = Pods.with(NEW, "6", Pods.spec(RestartPolicy.ALWAYS, Optional.empty(), "nginx:2", "a"));
        var story = Story.remote()
                .on(new PodEvent.Observed(changed), new PodEvent.Located(Optional.of(RUNS)))
                .is("Updating");
        assertThat(story.effect(Effect.Update.class)).hasValue(new Effect.Update(changed, Map.of("a", 0)));
        Story.remote()
                .on(new PodEvent.Observed(changed), new PodEvent.Located(Optional.empty()))
                .is("Creating")
                .on(new PodEvent.Created(RUNS, ""))
                .is("Running");
    }

    @Test
    void aStaleReportOfAnotherReplicaIsNotBelieved() {
        var story = Story.remote()
                .on(new PodEvent.Observed(NEW), new PodEvent.Created(Pods.onReplica("r2", Pods.running()), ""))
                .written();
        story.on(new PodEvent.Reported(Pods.onReplica("r1", Pods.exited(1)))).doesNothing();
    }
}
