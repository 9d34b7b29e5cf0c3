package io.podbridge.core.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Call;
import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.replica.TestServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventRecorderTest {
    private static final String EVENTS = "/api/v1/namespaces/ns/events";
    private static final ApiResult.Unavailable DOWN = new ApiResult.Unavailable("down", Optional.empty());
    private static final EventSettings SETTINGS =
            new EventSettings(1, 25, 20, 100, 1000, Duration.ofMinutes(10), 4096, Duration.ofSeconds(30));

    private static final ActorTestKit kit = ActorTestKit.create(ManualTime.config());

    private final ManualTime time = ManualTime.get(kit.system());
    private final List<ActorRef<Object>> recorders = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private final Mailboxes<EventRecorder.Command> mailboxes = new Mailboxes<>();
    private final FakeKubeApi api = new FakeKubeApi("n1");

    @AfterEach
    void stopRecorders() {
        recorders.forEach(kit::stop);
    }

    @AfterAll
    static void shutDown() {
        kit.shutdownTestKit();
    }

    @Test
    void writesWhatKubectlDescribeShows() {
        var recorder = recorder(SETTINGS);
        recorder.tell(warning("a", "ErrImagePull", "no such image"));
        settle(recorder);
        JsonNode event = only();
        assertThat(event.at("/involvedObject").toString())
                .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"name\":\"a\",\"uid\":\"uid-a\","
                        + "\"namespace\":\"ns\"}");
        assertThat(event.at("/metadata/name").asString()).matches("a\\.[0-9a-f]{16}");
        assertThat(event.at("/metadata/namespace").asString()).isEqualTo("ns");
        assertThat(event.at("/type").asString()).isEqualTo("Warning");
        assertThat(event.at("/reason").asString()).isEqualTo("ErrImagePull");
        assertThat(event.at("/message").asString()).isEqualTo("no such image");
        assertThat(event.at("/source").toString()).isEqualTo("{\"component\":\"podbridge\",\"host\":\"n1\"}");
        assertThat(event.at("/reportingComponent").asString()).isEqualTo("podbridge");
        assertThat(event.at("/reportingInstance").asString()).isEqualTo("replica-1");
        assertThat(event.at("/firstTimestamp").asString()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(event.at("/lastTimestamp").asString()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(event.at("/count").asInt()).isEqualTo(1);
    }

    @Test
    void keepsANodesEventsInDefault() {
        var recorder = recorder(SETTINGS);
        recorder.tell(new EventRecorder.RecordNode("n1", "uid-n1", false, "NodeReady", "it is"));
        settle(recorder);
        var events = api.objects("/api/v1/namespaces/default/events").values();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.at("/involvedObject").toString())
                    .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"name\":\"n1\",\"uid\":\"uid-n1\"}");
            assertThat(event.at("/type").asString()).isEqualTo("Normal");
        });
    }

    @Test
    void countsTheSameEventUpWithinTheWindowOnly() {
        var recorder = recorder(SETTINGS);
        recorder.tell(warning("a", "BackOff", "again"));
        settle(recorder);
        pass(Duration.ofMinutes(10));
        recorder.tell(warning("a", "BackOff", "again"));
        settle(recorder);
        assertThat(only().at("/count").asInt()).isEqualTo(2);
        assertThat(only().at("/firstTimestamp").asString()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(only().at("/lastTimestamp").asString()).isEqualTo("2030-01-01T00:10:00Z");
        recorder.tell(warning("a", "BackOff", "another"));
        pass(Duration.ofMinutes(10).plusSeconds(1));
        recorder.tell(warning("a", "BackOff", "again"));
        settle(recorder);
        assertThat(api.objects(EVENTS)).hasSize(3);
        assertThat(api.asked().all(Verb.PATCH)).hasSize(1);
    }

    @Test
    void repetitionsDuringAWriteCostOneMoreWrite() {
        var recorder = recorder(SETTINGS);
        api.asked().hold(Verb.CREATE);
        recorder.tell(warning("a", "BackOff", "again"));
        api.asked().await(Verb.CREATE, 1);
        IntStream.range(0, 50).forEach(i -> recorder.tell(warning("a", "BackOff", "again")));
        settle(recorder);
        api.asked().release();
        settle(recorder);
        assertThat(only().at("/count").asInt()).isEqualTo(51);
        assertThat(api.asked().all()).extracting(Call::verb).containsExactly(Verb.CREATE, Verb.PATCH);
    }

    @Test
    void forgetsTheEventThatWasNotSeenTheLongest() {
        var recorder =
                recorder(new EventSettings(1, 25, 20, 100, 10, Duration.ofMinutes(10), 2, Duration.ofSeconds(30)));
        List.of("a", "b", "a", "c", "a", "b").forEach(pod -> {
            recorder.tell(warning(pod, "BackOff", "again"));
            settle(recorder);
        });
        assertThat(api.asked().all(Verb.CREATE)).hasSize(4);
        assertThat(api.asked().all(Verb.PATCH)).hasSize(2);
    }

    @Test
    void aBurstOfPodsWritesNoMoreThanTheRateAllowsAndTheLogSaysSo() {
        var recorder = recorder(SETTINGS);
        IntStream.range(0, 5000).forEach(i -> recorder.tell(normal("p" + i, "Created", "made")));
        settle(recorder);
        assertThat(api.asked().all()).hasSize(25);
        logs(
                "Kubernetes Events not written: 4975 above the rate, 0 above the queue, 0 refused",
                () -> pass(Duration.ofMinutes(2)));
        recorder.tell(normal("x", "Created", "made"));
        settle(recorder);
        assertThat(api.asked().all()).hasSize(26);
    }

    /** One pod that repeats itself must not take the Events of the others. */
    @Test
    void everyPodShowsSomethingBeforeAnyShowsMore() {
        var recorder = recorder(SETTINGS);
        IntStream.range(0, 100).forEach(i -> recorder.tell(normal("loud", "Again" + i, "and again")));
        IntStream.range(0, 12).forEach(i -> recorder.tell(normal("p" + i, "Created", "made")));
        settle(recorder);
        assertThat(of("loud")).isBetween(12L, 13L);
        IntStream.range(0, 12).forEach(i -> assertThat(of("p" + i)).isEqualTo(1));
    }

    private long of(String pod) {
        return api.objects(EVENTS).values().stream()
                .filter(event -> event.at("/involvedObject/name").asString().equals(pod))
                .count();
    }

    @Test
    void warningsHaveARateOfTheirOwn() {
        var recorder = recorder(SETTINGS);
        IntStream.range(0, 500).forEach(i -> recorder.tell(normal("p" + i, "Created", "made")));
        IntStream.range(0, 500).forEach(i -> recorder.tell(warning("p" + i, "Failed", "not made")));
        settle(recorder);
        assertThat(byType("Normal")).isEqualTo(25);
        assertThat(byType("Warning")).isEqualTo(100);
    }

    @Test
    void anOutageEndsWithEachEventOnceAndWithoutAStorm() {
        var recorder = recorder(SETTINGS);
        api.asked().fail(Verb.CREATE, DOWN);
        IntStream.range(0, 50).forEach(i -> recorder.tell(warning("p" + i, "Failed", "not made")));
        settle(recorder);
        int first = api.asked().all().size();
        assertThat(first).isLessThanOrEqualTo(4);
        for (int pause : List.of(1, 2, 4, 8, 16, 30, 30)) {
            int before = api.asked().all().size();
            pass(Duration.ofSeconds(pause).minusMillis(1));
            settle(recorder);
            assertThat(api.asked().all()).hasSize(before);
            pass(Duration.ofMillis(1));
            settle(recorder);
            assertThat(api.asked().all()).hasSize(before + 1);
        }
        api.asked().heal();
        pass(Duration.ofSeconds(30));
        settle(recorder);
        assertThat(api.objects(EVENTS)).hasSize(50);
        assertThat(api.asked().all()).hasSize(first + 7 + 50);
    }

    @Test
    void waitsAsLongAsTheServerSaysButNotForEver() {
        var recorder = recorder(SETTINGS);
        api.asked().failNext(Verb.CREATE, new ApiResult.Unavailable("busy", Optional.of(Duration.ofSeconds(9))));
        api.asked().failNext(Verb.CREATE, new ApiResult.Unavailable("busy", Optional.of(Duration.ofHours(1))));
        recorder.tell(warning("a", "Failed", "not made"));
        settle(recorder);
        pass(Duration.ofMillis(8999));
        settle(recorder);
        assertThat(api.asked().all()).hasSize(1);
        pass(Duration.ofMillis(1));
        settle(recorder);
        assertThat(api.asked().all()).hasSize(2);
        pass(Duration.ofSeconds(30));
        settle(recorder);
        assertThat(api.objects(EVENTS)).hasSize(1);
    }

    @Test
    void aWriteWhoseAnswerWasLostIsNotDoubled() {
        var recorder = recorder(SETTINGS);
        api.asked().loseAnswer(Verb.CREATE, DOWN);
        recorder.tell(warning("a", "Failed", "not made"));
        settle(recorder);
        recorder.tell(warning("a", "Failed", "not made"));
        settle(recorder);
        pass(Duration.ofSeconds(1));
        settle(recorder);
        assertThat(only().at("/count").asInt()).isEqualTo(2);
    }

    @Test
    void anEventThatTheServerForgotIsMadeAnew() {
        var recorder = recorder(SETTINGS);
        recorder.tell(warning("a", "Failed", "not made"));
        settle(recorder);
        api.objects(EVENTS).keySet().forEach(api::remove);
        recorder.tell(warning("a", "Failed", "not made"));
        settle(recorder);
        assertThat(only().at("/count").asInt()).isEqualTo(2);
    }

    @Test
    void whatTheServerRefusesIsNotTriedAgainAndHoldsUpNothing() {
        var recorder = recorder(SETTINGS);
        api.asked().failNext(Verb.CREATE, new ApiResult.Forbidden(403, "namespace ns is being terminated"));
        recorder.tell(warning("a", "Failed", "not made"));
        settle(recorder);
        recorder.tell(warning("b", "Failed", "not made"));
        settle(recorder);
        assertThat(only().at("/involvedObject/name").asString()).isEqualTo("b");
        logs(
                "0 above the rate, 0 above the queue, 1 refused namespace ns is being terminated",
                () -> pass(Duration.ofMinutes(1)));
    }

    @Test
    void atTheBoundTheOldestNormalEventsGoFirst() {
        var recorder = recorder(new EventSettings(9, 9, 9, 9, 6, Duration.ofMinutes(10), 100, Duration.ofSeconds(30)));
        api.asked().fail(Verb.CREATE, DOWN);
        recorder.tell(normal("n1", "Created", "made"));
        settle(recorder);
        List.of("n2", "n3").forEach(pod -> recorder.tell(normal(pod, "Created", "made")));
        List.of("w1", "w2", "w3", "w4", "w5").forEach(pod -> recorder.tell(warning(pod, "Failed", "not made")));
        List.of("w6", "w7").forEach(pod -> recorder.tell(warning(pod, "Failed", "not made")));
        recorder.tell(normal("n4", "Created", "made"));
        settle(recorder);
        api.asked().heal();
        logs("0 above the rate, 5 above the queue, 0 refused", () -> pass(Duration.ofMinutes(1)));
        settle(recorder);
        assertThat(api.objects(EVENTS).values())
                .extracting(event -> event.at("/involvedObject/name").asString())
                .containsExactly("w2", "w3", "w4", "w5", "w6", "w7");
    }

    @Test
    void saysAtItsEndWhatWasNotWritten() {
        var recorder = recorder(SETTINGS);
        api.asked().fail(Verb.CREATE, DOWN);
        recorder.tell(warning("a", "Failed", "not made"));
        settle(recorder);
        logs("1 Kubernetes Events were not written: the replica ends", () -> kit.stop(recorder));
    }

    @Test
    void aMessageIsCutAtTheLimitOfTheApi() {
        var recorder = recorder(SETTINGS);
        recorder.tell(warning("a", "Failed", "x".repeat(5000)));
        settle(recorder);
        assertThat(only().at("/message").asString()).hasSize(1024).endsWith("x…");
    }

    private ActorRef<Object> recorder(EventSettings settings) {
        var behavior = EventRecorder.create(TestServices.of(api, clock), settings, "n1");
        ActorRef<Object> recorder = kit.spawn(mailboxes.watched(EventRecorder.Command.class, behavior));
        recorders.add(recorder);
        return recorder;
    }

    /** The fake answers at once, so an idle mailbox means that nothing more will happen without time. */
    private void settle(ActorRef<Object> recorder) {
        mailboxes.awaitIdle(recorder);
    }

    private void pass(Duration duration) {
        clock.pass(duration);
        time.timePasses(duration);
    }

    /** Waits for the one warning that the action brings about. */
    private void logs(String warning, Runnable action) {
        LoggingTestKit.warn(warning).withOccurrences(1).expect(kit.system(), () -> {
            action.run();
            return Done.getInstance();
        });
    }

    private JsonNode only() {
        var events = api.objects(EVENTS).values();
        assertThat(events).hasSize(1);
        return events.iterator().next();
    }

    private long byType(String type) {
        return api.objects(EVENTS).values().stream()
                .filter(event -> event.at("/type").asString().equals(type))
                .count();
    }

    private static EventRecorder.Record warning(String pod, String reason, String message) {
        return new EventRecorder.Record(new PodId("uid-" + pod, "ns", pod), true, reason, message);
    }

    private static EventRecorder.Record normal(String pod, String reason, String message) {
        return new EventRecorder.Record(new PodId("uid-" + pod, "ns", pod), false, reason, message);
    }
}
