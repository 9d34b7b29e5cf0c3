package io.podbridge.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.SamplePods;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class TrackedPodsTest {
    private static final String UID = "uid-a";
    private static final PodId ID = SamplePods.id("a");
    private static final PodReport OLD = SamplePods.report("a", "10.0.0.1");
    private static final PodReport NEW = SamplePods.report("a", "10.0.0.2");
    private static final Outcome<Map<String, PodReport>> MISSING = Outcome.of(Map.of());
    private static final ProviderFailure FAILURE = new ProviderFailure.Unavailable("X", "x", Optional.empty());

    private final List<String> elsewhere = new ArrayList<>();
    private final TrackedPods pods = tracked(Locality.REMOTE);
    private final TestInbox<PodEvent> entity = TestInbox.create();
    private final TestInbox<PodEvent> next = TestInbox.create();

    private TrackedPods tracked(Locality locality) {
        return new TrackedPods((uid, event) -> elsewhere.add(uid), locality);
    }

    @Test
    void aPushThatCameBeforeTheAnswerWins() {
        pods.track(ID, entity.getRef());
        pods.pushed(NEW);
        assertThat(answered(new PodEvent.Created(OLD, "x"))).isEqualTo(new PodEvent.Created(NEW, "x"));
        assertThat(entity.getAllReceived()).containsExactly(new PodEvent.Reported(NEW));
        pods.track(ID, entity.getRef());
        pods.pushed(OLD);
        assertThat(answered(new PodEvent.Located(Optional.of(NEW)))).isEqualTo(new PodEvent.Located(Optional.of(OLD)));
        pods.changing(ID, entity.getRef());
        pods.pushed(NEW);
        assertThat(answered(new PodEvent.Updated(OLD))).isEqualTo(new PodEvent.Updated(NEW));
    }

    @Test
    void whatWasKnownBeforeACallDoesNotWin() {
        made();
        pods.changing(ID, entity.getRef());
        assertThat(answered(new PodEvent.Updated(NEW))).isEqualTo(new PodEvent.Updated(NEW));
        pods.track(ID, entity.getRef());
        assertThat(answered(new PodEvent.Created(OLD, ""))).isEqualTo(new PodEvent.Created(OLD, ""));
    }

    @Test
    void vanishedTakesTwoSuccessfulLooksThatMissItInARow() {
        made();
        look(MISSING);
        look(Outcome.failed(FAILURE));
        assertThat(entity.hasMessages()).isFalse();
        look(Outcome.of(Map.of(UID, OLD)));
        look(MISSING);
        assertThat(entity.hasMessages()).isFalse();
        look(MISSING);
        assertThat(entity.getAllReceived()).containsExactly(new PodEvent.Vanished(ID));
        assertThat(pods.look()).isEmpty();
    }

    @Test
    void failedLooksNeverMakeAPodVanish() {
        made();
        for (int i = 0; i < 100; i++) {
            look(Outcome.failed(FAILURE));
        }
        assertThat(entity.hasMessages()).isFalse();
        assertThat(pods.look()).containsExactly(UID);
    }

    @Test
    void aPodWithACallUnderWayIsNotLookedAt() {
        pods.track(ID, entity.getRef());
        pods.pushed(OLD);
        assertThat(pods.look()).isEmpty();
        answered(new PodEvent.Created(OLD, ""));
        pods.changing(ID, entity.getRef());
        assertThat(pods.look()).isEmpty();
        pods.changing(ID, entity.getRef());
        answered(new PodEvent.DeleteFailed(FAILURE));
        assertThat(pods.look()).as("the second delete is under way").isEmpty();
        answered(new PodEvent.DeleteFailed(FAILURE));
        assertThat(pods.look()).containsExactly(UID);
    }

    @Test
    void aLookSaysNothingOfAPodThatWasHeardOfSinceItBegan() {
        made();
        pods.look();
        pods.pushed(NEW);
        pods.looked(Outcome.of(Map.of(UID, OLD)));
        assertThat(entity.getAllReceived()).containsExactly(new PodEvent.Reported(NEW));
        look(MISSING);
        pods.look();
        pods.changing(ID, entity.getRef());
        answered(new PodEvent.UpdateFailed(FAILURE));
        pods.looked(MISSING);
        assertThat(entity.hasMessages()).isFalse();
    }

    @Test
    void theSameReportIsNoNews() {
        made();
        pods.pushed(OLD);
        look(Outcome.of(Map.of(UID, OLD)));
        assertThat(entity.hasMessages()).isFalse();
        look(Outcome.of(Map.of(UID, NEW)));
        assertThat(entity.getAllReceived()).containsExactly(new PodEvent.Reported(NEW));
    }

    @Test
    void anEarlierIncarnationNeitherLetsGoNorAnswersForThePresentOne() {
        pods.track(ID, entity.getRef());
        pods.track(ID, next.getRef());
        pods.letGo(UID, entity.getRef());
        answered(new PodEvent.CreateFailed(FAILURE));
        answered(new PodEvent.Created(OLD, ""));
        assertThat(pods.look()).as("the present one's call is under way").isEmpty();
        var located = new PodEvent.Located(Optional.of(OLD));
        assertThat(pods.answered(UID, located, next.getRef())).isEqualTo(located);
        pods.pushed(NEW);
        assertThat(next.getAllReceived()).containsExactly(new PodEvent.Reported(NEW));
        assertThat(entity.hasMessages()).isFalse();
        pods.letGo(UID, next.getRef());
        pods.pushed(OLD);
        assertThat(next.hasMessages()).isFalse();
    }

    @Test
    void aReplicaLocalPodIsLookedAtAndItsPushesReachItsEntityAnywhere() {
        var local = tracked(Locality.REPLICA);
        local.track(ID, entity.getRef());
        local.answered(UID, new PodEvent.Created(OLD, ""), entity.getRef());
        assertThat(local.last(local.look())).containsExactly(OLD);
        local.pushed(SamplePods.report("b", "10.0.0.9"));
        assertThat(elsewhere).containsExactly("uid-b");
        pods.pushed(SamplePods.report("b", "10.0.0.9"));
        assertThat(elsewhere).containsExactly("uid-b");
    }

    @Test
    void onlyPodsOfTheDeadReplicaAreLost() {
        var local = tracked(Locality.REPLICA);
        local.track(ID, entity.getRef());
        local.answered(UID, created(SamplePods.reportOn("r1", "a", "1")), entity.getRef());
        local.track(SamplePods.id("b"), next.getRef());
        local.answered("uid-b", created(SamplePods.reportOn("r2", "b", "1")), next.getRef());
        local.replicaGone("r1");
        assertThat(entity.getAllReceived()).containsExactly(new PodEvent.ReplicaLost(ID, "r1"));
        assertThat(next.hasMessages()).isFalse();
    }

    private static PodEvent created(PodReport report) {
        return new PodEvent.Created(report, "");
    }

    private void made() {
        pods.track(ID, entity.getRef());
        answered(created(OLD));
    }

    private PodEvent answered(PodEvent event) {
        return pods.answered(UID, event, entity.getRef());
    }

    private void look(Outcome<Map<String, PodReport>> outcome) {
        pods.look();
        pods.looked(outcome);
    }
}
