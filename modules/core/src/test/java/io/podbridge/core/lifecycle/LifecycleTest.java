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
import io.podbridge.core.pod.ContainerState.Terminated;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.PodStatus;
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

    @Test
    void aStaleReportOfAnotherReplicaIsNotBelieved() {
        var story = Story.remote()
                .on(new PodEvent.Observed(NEW), new PodEvent.Created(Pods.onReplica("r2", Pods.running()), ""))
                .written();
        story.on(new PodEvent.Reported(Pods.onReplica("r1", Pods.exited(1)))).doesNothing();
    }
}
