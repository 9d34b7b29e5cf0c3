package io.podbridge.core.events;

import static io.podbridge.core.events.EventRecorderScene.DOWN;
import static io.podbridge.core.events.EventRecorderScene.EVENTS;
import static io.podbridge.core.events.EventRecorderScene.SETTINGS;
import static io.podbridge.core.events.EventRecorderScene.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Call;
import io.podbridge.core.kube.FakeCalls.Verb;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventRecorderTest {
    private static final ActorTestKit kit = ActorTestKit.create(ManualTime.config());

    private final EventRecorderScene scene = new EventRecorderScene(kit);

    @AfterEach
    void stopRecorders() {
        scene.stopRecorders();
    }

    @AfterAll
    static void shutDown() {
        kit.shutdownTestKit();
    }

    @Test
    void writesWhatKubectlDescribeShows() {
        var recorder = scene.recorder(SETTINGS);
        recorder.tell(warning("a", "ErrImagePull", "no such image"));
        scene.settle(recorder);
        JsonNode event = scene.only();
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
        var recorder = scene.recorder(SETTINGS);
        recorder.tell(new EventRecorder.RecordNode("n1", "uid-n1", false, "NodeReady", "it is"));
        scene.settle(recorder);
        var events = scene.api.objects("/api/v1/namespaces/default/events").values();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.at("/involvedObject").toString())
                    .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"name\":\"n1\",\"uid\":\"uid-n1\"}");
            assertThat(event.at("/type").asString()).isEqualTo("Normal");
        });
    }

    @Test
    void countsTheSameEventUpWithinTheWindowOnly() {
        var recorder = scene.recorder(SETTINGS);
        recorder.tell(warning("a", "BackOff", "again"));
        scene.settle(recorder);
        scene.pass(Duration.ofMinutes(10));
        recorder.tell(warning("a", "BackOff", "again"));
        scene.settle(recorder);
        assertThat(scene.only().at("/count").asInt()).isEqualTo(2);
        assertThat(scene.only().at("/firstTimestamp").asString()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(scene.only().at("/lastTimestamp").asString()).isEqualTo("2030-01-01T00:10:00Z");
        recorder.tell(warning("a", "BackOff", "another"));
        scene.pass(Duration.ofMinutes(10).plusSeconds(1));
        recorder.tell(warning("a", "BackOff", "again"));
        scene.settle(recorder);
        assertThat(scene.api.objects(EVENTS)).hasSize(3);
        assertThat(scene.api.asked().all(Verb.PATCH)).hasSize(1);
    }

    @Test
    void repetitionsDuringAWriteCostOneMoreWrite() {
        var recorder = scene.recorder(SETTINGS);
        scene.api.asked().hold(Verb.CREATE);
        recorder.tell(warning("a", "BackOff", "again"));
        scene.api.asked().await(Verb.CREATE, 1);
        IntStream.range(0, 50).forEach(i -> recorder.tell(warning("a", "BackOff", "again")));
        scene.settle(recorder);
        scene.api.asked().release();
        scene.settle(recorder);
        assertThat(scene.only().at("/count").asInt()).isEqualTo(51);
        assertThat(scene.api.asked().all()).extracting(Call::verb).containsExactly(Verb.CREATE, Verb.PATCH);
    }

    @Test
    void forgetsTheEventThatWasNotSeenTheLongest() {
        var recorder = scene.recorder(
                new EventSettings(1, 25, 20, 100, 10, Duration.ofMinutes(10), 2, Duration.ofSeconds(30)));
        List.of("a", "b", "a", "c", "a", "b").forEach(pod -> {
            recorder.tell(warning(pod, "BackOff", "again"));
            scene.settle(recorder);
        });
        assertThat(scene.api.asked().all(Verb.CREATE)).hasSize(4);
        assertThat(scene.api.asked().all(Verb.PATCH)).hasSize(2);
    }

    @Test
    void aWriteWhoseAnswerWasLostIsNotDoubled() {
        var recorder = scene.recorder(SETTINGS);
        scene.api.asked().loseAnswer(Verb.CREATE, DOWN);
        recorder.tell(warning("a", "Failed", "not made"));
        scene.settle(recorder);
        recorder.tell(warning("a", "Failed", "not made"));
        scene.settle(recorder);
        scene.pass(Duration.ofSeconds(1));
        scene.settle(recorder);
        assertThat(scene.only().at("/count").asInt()).isEqualTo(2);
    }

    @Test
    void anEventThatTheServerForgotIsMadeAnew() {
        var recorder = scene.recorder(SETTINGS);
        recorder.tell(warning("a", "Failed", "not made"));
        scene.settle(recorder);
        scene.api.objects(EVENTS).keySet().forEach(scene.api::remove);
        recorder.tell(warning("a", "Failed", "not made"));
        scene.settle(recorder);
        assertThat(scene.only().at("/count").asInt()).isEqualTo(2);
    }

    @Test
    void whatTheServerRefusesIsNotTriedAgainAndHoldsUpNothing() {
        var recorder = scene.recorder(SETTINGS);
        scene.api.asked().failNext(Verb.CREATE, new ApiResult.Forbidden(403, "namespace ns is being terminated"));
        recorder.tell(warning("a", "Failed", "not made"));
        scene.settle(recorder);
        recorder.tell(warning("b", "Failed", "not made"));
        scene.settle(recorder);
        assertThat(scene.only().at("/involvedObject/name").asString()).isEqualTo("b");
        scene.logs(
                "0 above the rate, 0 above the queue, 1 refused namespace ns is being terminated",
                () -> scene.pass(Duration.ofMinutes(1)));
    }

    @Test
    void aMessageIsCutAtTheLimitOfTheApi() {
        var recorder = scene.recorder(SETTINGS);
        recorder.tell(warning("a", "Failed", "x".repeat(5000)));
        scene.settle(recorder);
        assertThat(scene.only().at("/message").asString()).hasSize(1024).endsWith("x…");
    }
}
