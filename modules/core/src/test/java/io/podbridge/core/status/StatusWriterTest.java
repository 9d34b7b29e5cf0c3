package io.podbridge.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.QuietActors;
import io.podbridge.core.health.Part;
import io.podbridge.core.health.PartState;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.PodEvent.Refusal;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.SamplePods;
import io.podbridge.core.replica.ReplicaServices;
import io.podbridge.core.replica.TestServices;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusWriterTest {
    private static final ApiResult.Unavailable DOWN = new ApiResult.Unavailable("down", Optional.empty());
    private static final WriterSettings SETTINGS =
            new WriterSettings(4, Duration.ofMillis(200), Duration.ofSeconds(30));
    private static final Duration HOUR = Duration.ofHours(1);

    private final QuietActors actors = new QuietActors();
    private final FakeKubeApi api = new FakeKubeApi("n1");
    private final ReplicaServices services = TestServices.of(api, actors.clock());
    private final ActorRef<Object> writer =
            actors.start(StatusWriter.Command.class, StatusWriter.create(services, SETTINGS));
    private final Map<String, TestInbox<PodEvent>> entities = new HashMap<>();

    @AfterEach
    void shutDown() {
        actors.close();
    }

    @Test
    void noMoreThanTheBoundAreUnderWayAndAllAreWritten() {
        api.asked().hold(Verb.PATCH_POD_STATUS);
        IntStream.range(0, 100).forEach(i -> write(api.put(SamplePods.pod("p" + i))));
        assertThat(api.asked().all(Verb.PATCH_POD_STATUS))
                .as("one place is for others")
                .hasSize(3);
        IntStream.range(0, 10).forEach(i -> write(api.put(SamplePods.in("other", "q" + i))));
        assertThat(api.asked().all(Verb.PATCH_POD_STATUS)).hasSize(4);
        api.asked().release();
        actors.settle();
        assertThat(api.asked().all(Verb.PATCH_POD_STATUS)).hasSize(110);
        assertThat(api.pods()).allMatch(pod -> pod.status().phase() == Phase.RUNNING);
        entities.forEach((uid, inbox) -> assertThat(inbox.getAllReceived())
                .containsExactly(
                        new PodEvent.StatusWritten(api.pod(uid).orElseThrow().resourceVersion())));
    }

    @Test
    void aServerThatDoesNotAnswerShowsInItsHealthUntilItTakesAWriteAgain() {
        assertThat(health(Part.WRITER)).isEqualTo(PartState.OK);
        api.asked().failAll(DOWN);
        write(api.put(SamplePods.pod("a")));
        actors.settle();
        assertThat(health(Part.WRITER)).isEqualTo(PartState.DEGRADED);
        actors.pass(Duration.ofMinutes(2), Duration.ofSeconds(1));
        assertThat(health(Part.WRITER)).as("after a minute").isEqualTo(PartState.FAILED);
        assertThat(health(Part.REQUESTS)).as("nor is anything read").isEqualTo(PartState.FAILED);
        api.asked().heal();
        actors.pass(Duration.ofSeconds(30), Duration.ofSeconds(1));
        assertThat(health(Part.WRITER)).isEqualTo(PartState.OK);
        assertThat(health(Part.REQUESTS)).isEqualTo(PartState.OK);
    }

    /** An admission webhook that is away must not be what the pods of a whole node are evicted for. */
    @Test
    void whereReadsAreAnsweredOnlyTheWriterHasFailed() {
        api.asked().fail(Verb.PATCH_POD_STATUS, DOWN);
        write(api.put(SamplePods.pod("a")));
        actors.pass(Duration.ofMinutes(5), Duration.ofSeconds(1));
        assertThat(health(Part.WRITER)).isEqualTo(PartState.FAILED);
        assertThat(health(Part.REQUESTS)).isEqualTo(PartState.OK);
    }

    /** Without the reads by which a server that is there is told from one that is not. */
    private int writes() {
        return api.asked().all().size() - api.asked().all(Verb.GET_POD).size();
    }

    private PartState health(Part part) {
        return services.health().parts().stream()
                .filter(health -> health.part() == part)
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void anHourWithoutApiServerCostsFewCallsAndThenEachWriteGoesOnce() {
        api.asked().failAll(DOWN);
        IntStream.range(0, 500).forEach(i -> write(api.put(SamplePods.pod("p" + i))));
        int atFirst = writes();
        actors.pass(HOUR, Duration.ofSeconds(1));
        int probes = writes() - atFirst;
        assertThat(atFirst).isLessThanOrEqualTo(4);
        assertThat(probes).isBetween(110, 130);
        api.asked().heal();
        actors.pass(Duration.ofSeconds(30), Duration.ofSeconds(1));
        assertThat(writes()).isEqualTo(atFirst + probes + 500);
        entities.values()
                .forEach(inbox ->
                        assertThat(inbox.getAllReceived()).singleElement().isInstanceOf(PodEvent.StatusWritten.class));
    }

    @Test
    void answersToOlderWritesDoNotOpenTheDoor() {
        api.asked().hold(Verb.DELETE_POD);
        removed(api.put(SamplePods.pod("a")));
        api.asked()
                .failNext(Verb.PATCH_POD_STATUS, new ApiResult.Unavailable("busy", Optional.of(Duration.ofSeconds(9))));
        write(api.put(SamplePods.pod("b")));
        api.asked().release();
        actors.settle();
        actors.pass(Duration.ofMillis(8999), Duration.ofMillis(8999));
        assertThat(api.asked().all(Verb.PATCH_POD_STATUS)).hasSize(1);
        actors.pass(Duration.ofMillis(1));
        assertThat(api.asked().all(Verb.PATCH_POD_STATUS)).hasSize(2);
        assertThat(entities.get("uid-a").getAllReceived()).containsExactly(new PodEvent.ObjectRemoved());
        assertThat(entities.get("uid-b").getAllReceived()).hasSize(1);
    }

    @Test
    void aRetryAfterOfAnHourOrOfNothingIsNotTakenAtItsWord() {
        api.asked().failNext(Verb.PATCH_POD_STATUS, new ApiResult.Unavailable("no", Optional.of(HOUR)));
        api.asked().failNext(Verb.PATCH_POD_STATUS, new ApiResult.Unavailable("no", Optional.of(Duration.ZERO)));
        write(api.put(SamplePods.pod("a")));
        actors.pass(Duration.ofSeconds(30));
        assertThat(api.asked().all(Verb.PATCH_POD_STATUS)).hasSize(2);
        actors.pass(Duration.ofMillis(399));
        assertThat(api.asked().all(Verb.PATCH_POD_STATUS)).hasSize(2);
        actors.pass(Duration.ofMillis(1));
        assertThat(received("uid-a")).isInstanceOf(PodEvent.StatusWritten.class);
    }

    @Test
    void aWriteWhoseAnswerWasLostComesBackAsConflict() {
        api.asked().loseAnswer(Verb.PATCH_POD_STATUS, DOWN);
        write(api.put(SamplePods.pod("a")));
        actors.pass(Duration.ofMillis(200));
        assertThat(received("uid-a"))
                .isInstanceOfSatisfying(
                        PodEvent.StatusRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.CONFLICT));
        assertThat(api.pod("uid-a").orElseThrow().status().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aWriteThatAloneHasNoAnswerGoesBackAndHoldsUpNobody() {
        api.asked().fail(Verb.DELETE_POD, DOWN);
        removed(api.put(SamplePods.pod("bad")));
        write(api.put(SamplePods.pod("good")));
        actors.pass(Duration.ofMillis(200));
        assertThat(api.asked().all(Verb.PATCH_POD_STATUS)).isEmpty();
        actors.pass(Duration.ofMillis(400));
        assertThat(received("uid-good")).isInstanceOf(PodEvent.StatusWritten.class);
        assertThat(received("uid-bad"))
                .isEqualTo(new PodEvent.ObjectNotRemoved(Refusal.UNAVAILABLE, "down", Optional.empty()));
        actors.pass(Duration.ofMinutes(2));
        assertThat(health(Part.WRITER)).as("nothing waits here any more").isEqualTo(PartState.OK);
        write(api.put(SamplePods.pod("other")));
        assertThat(received("uid-other")).isInstanceOf(PodEvent.StatusWritten.class);
        assertThat(api.asked().all(Verb.DELETE_POD)).hasSize(3);
    }

    @Test
    void aNamespaceWhoseWebhookHangsHoldsUpNoOther() {
        api.asked().hold(Verb.DELETE_POD);
        IntStream.range(0, 100).forEach(i -> removed(api.put(SamplePods.pod("hung" + i))));
        assertThat(api.asked().all(Verb.DELETE_POD)).hasSize(3);
        IntStream.range(0, 20).forEach(i -> write(api.put(SamplePods.in("other", "q" + i))));
        actors.settle();
        assertThat(entities.values().stream().filter(TestInbox::hasMessages)).hasSize(20);
    }

    @Test
    void aWriteThatHasNoAnswerMakesOnlyItsNamespaceWait() {
        api.asked().fail(Verb.DELETE_POD, DOWN);
        removed(api.put(SamplePods.pod("bad")));
        write(api.put(SamplePods.pod("neighbour")));
        write(api.put(SamplePods.in("other", "q")));
        assertThat(received("uid-q")).isInstanceOf(PodEvent.StatusWritten.class);
        assertThat(api.asked().all(Verb.PATCH_POD_STATUS)).hasSize(1);
    }

    @Test
    void whereManyNamespacesHaveNoAnswerOneWriteTriesForAll() {
        api.asked().failAll(DOWN);
        IntStream.range(0, 50).forEach(i -> write(api.put(SamplePods.in("space" + i, "q" + i))));
        int atFirst = writes();
        assertThat(atFirst).isLessThanOrEqualTo(4);
        actors.pass(HOUR, Duration.ofSeconds(1));
        assertThat(writes() - atFirst).isBetween(110, 130);
        api.asked().heal();
        actors.pass(Duration.ofSeconds(31), Duration.ofSeconds(1));
        assertThat(entities.values()).allMatch(TestInbox::hasMessages);
    }

    @Test
    void everyRefusalReachesItsEntityAsWhatItIs() {
        var pod = api.put(SamplePods.pod("a"));
        Map<ApiResult.Problem, Refusal> meanings = Map.of(
                new ApiResult.NotFound("x"), Refusal.NOT_FOUND,
                new ApiResult.Conflict("x"), Refusal.CONFLICT,
                new ApiResult.Expired("x"), Refusal.CONFLICT,
                new ApiResult.Refused(422, "x"), Refusal.INVALID,
                new ApiResult.Forbidden(403, "x"), Refusal.UNAVAILABLE);
        meanings.forEach((problem, refusal) -> {
            api.asked().failNext(Verb.PATCH_POD_STATUS, problem);
            write(pod);
            assertThat(received("uid-a")).isEqualTo(new PodEvent.StatusRefused(refusal, "x", Optional.empty()));
            api.asked().failNext(Verb.DELETE_POD, problem);
            removed(pod);
            assertThat(received("uid-a")).isEqualTo(new PodEvent.ObjectNotRemoved(refusal, "x", Optional.empty()));
        });
    }

    @Test
    void anotherPodOfTheSameNameIsNotRemoved() {
        api.put(SamplePods.pod("a"));
        var inbox = TestInbox.<PodEvent>create();
        actors.tell(writer, new StatusWriter.Remove(new PodId("uid-before", "ns", "a"), inbox.getRef()));
        assertThat(inbox.receiveMessage())
                .isInstanceOfSatisfying(
                        PodEvent.ObjectNotRemoved.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.CONFLICT));
        assertThat(api.pods()).hasSize(1);
    }

    private PodEvent received(String uid) {
        return entities.getOrDefault(uid, TestInbox.create()).receiveMessage();
    }

    private ActorRef<PodEvent> entity(Pod pod) {
        return entities.computeIfAbsent(pod.id().uid(), uid -> TestInbox.create())
                .getRef();
    }

    private void write(Pod pod) {
        actors.tell(
                writer,
                new StatusWriter.Write(pod.id(), pod.resourceVersion(), SamplePods.status(Phase.RUNNING), entity(pod)));
    }

    private void removed(Pod pod) {
        actors.tell(writer, new StatusWriter.Remove(pod.id(), entity(pod)));
    }
}
