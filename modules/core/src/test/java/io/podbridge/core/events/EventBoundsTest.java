package io.podbridge.core.events;

import static io.podbridge.core.events.EventRecorderScene.DOWN;
import static io.podbridge.core.events.EventRecorderScene.EVENTS;
import static io.podbridge.core.events.EventRecorderScene.SETTINGS;
import static io.podbridge.core.events.EventRecorderScene.normal;
import static io.podbridge.core.events.EventRecorderScene.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many Events are written, and when, if there are too many or the API server takes none. */
class EventBoundsTest {
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
    void aBurstOfPodsWritesNoMoreThanTheRateAllowsAndTheLogSaysSo() {
        var recorder = scene.recorder(SETTINGS);
        IntStream.range(0, 5000).forEach(i -> recorder.tell(normal("p" + i, "Created", "made")));
        scene.settle(recorder);
        assertThat(scene.api.asked().all()).hasSize(25);
        scene.logs(
                "Kubernetes Events not written: 4975 above the rate, 0 above the queue, 0 refused",
                () -> scene.pass(Duration.ofMinutes(2)));
        recorder.tell(normal("x", "Created", "made"));
        scene.settle(recorder);
        assertThat(scene.api.asked().all()).hasSize(26);
    }

    /** One pod that repeats itself must not take the Events of the others. */
    @Test
    void everyPodShowsSomethingBeforeAnyShowsMore() {
        var recorder = scene.recorder(SETTINGS);
        IntStream.range(0, 100).forEach(i -> recorder.tell(normal("loud", "Again" + i, "and again")));
        IntStream.range(0, 12).forEach(i -> recorder.tell(normal("p" + i, "Created", "made")));
        scene.settle(recorder);
        assertThat(of("loud")).isBetween(12L, 13L);
        IntStream.range(0, 12).forEach(i -> assertThat(of("p" + i)).isEqualTo(1));
    }

    private long of(String pod) {
        return scene.api.objects(EVENTS).values().stream()
                .filter(event -> event.at("/involvedObject/name").asString().equals(pod))
                .count();
    }

    @Test
    void warningsHaveARateOfTheirOwn() {
        var recorder = scene.recorder(SETTINGS);
        IntStream.range(0, 500).forEach(i -> recorder.tell(normal("p" + i, "Created", "made")));
        IntStream.range(0, 500).forEach(i -> recorder.tell(warning("p" + i, "Failed", "not made")));
        scene.settle(recorder);
        assertThat(byType("Normal")).isEqualTo(25);
        assertThat(byType("Warning")).isEqualTo(100);
    }

    @Test
    void anOutageEndsWithEachEventOnceAndWithoutAStorm() {
        var recorder = scene.recorder(SETTINGS);
        scene.api.asked().fail(Verb.CREATE, DOWN);
        IntStream.range(0, 50).forEach(i -> recorder.tell(warning("p" + i, "Failed", "not made")));
        scene.settle(recorder);
        int first = scene.api.asked().all().size();
        assertThat(first).isLessThanOrEqualTo(4);
        for (int pause : List.of(1, 2, 4, 8, 16, 30, 30)) {
            int before = scene.api.asked().all().size();
            scene.pass(Duration.ofSeconds(pause).minusMillis(1));
            scene.settle(recorder);
            assertThat(scene.api.asked().all()).hasSize(before);
            scene.pass(Duration.ofMillis(1));
            scene.settle(recorder);
            assertThat(scene.api.asked().all()).hasSize(before + 1);
        }
        scene.api.asked().heal();
        scene.pass(Duration.ofSeconds(30));
        scene.settle(recorder);
        assertThat(scene.api.objects(EVENTS)).hasSize(50);
        assertThat(scene.api.asked().all()).hasSize(first + 7 + 50);
    }

    @Test
    void waitsAsLongAsTheServerSaysButNotForEver() {
        var recorder = scene.recorder(SETTINGS);
        scene.api.asked().failNext(Verb.CREATE, new ApiResult.Unavailable("busy", Optional.of(Duration.ofSeconds(9))));
        scene.api.asked().failNext(Verb.CREATE, new ApiResult.Unavailable("busy", Optional.of(Duration.ofHours(1))));
        recorder.tell(warning("a", "Failed", "not made"));
        scene.settle(recorder);
        scene.pass(Duration.ofMillis(8999));
        scene.settle(recorder);
        assertThat(scene.api.asked().all()).hasSize(1);
        scene.pass(Duration.ofMillis(1));
        scene.settle(recorder);
        assertThat(scene.api.asked().all()).hasSize(2);
        scene.pass(Duration.ofSeconds(30));
        scene.settle(recorder);
        assertThat(scene.api.objects(EVENTS)).hasSize(1);
    }

    @Test
    void atTheBoundTheOldestNormalEventsGoFirst() {
        var recorder =
                scene.recorder(new EventSettings(9, 9, 9, 9, 6, Duration.ofMinutes(10), 100, Duration.ofSeconds(30)));
        scene.api.asked().fail(Verb.CREATE, DOWN);
        recorder.tell(normal("n1", "Created", "made"));
        scene.settle(recorder);
        List.of("n2", "n3").forEach(pod -> recorder.tell(normal(pod, "Created", "made")));
        List.of("w1", "w2", "w3", "w4", "w5").forEach(pod -> recorder.tell(warning(pod, "Failed", "not made")));
        List.of("w6", "w7").forEach(pod -> recorder.tell(warning(pod, "Failed", "not made")));
        recorder.tell(normal("n4", "Created", "made"));
        scene.settle(recorder);
        scene.api.asked().heal();
        scene.logs("0 above the rate, 5 above the queue, 0 refused", () -> scene.pass(Duration.ofMinutes(1)));
        scene.settle(recorder);
        assertThat(scene.api.objects(EVENTS).values())
                .extracting(event -> event.at("/involvedObject/name").asString())
                .containsExactly("w2", "w3", "w4", "w5", "w6", "w7");
    }

    @Test
    void saysAtItsEndWhatWasNotWritten() {
        var recorder = scene.recorder(SETTINGS);
        scene.api.asked().fail(Verb.CREATE, DOWN);
        recorder.tell(warning("a", "Failed", "not made"));
        scene.settle(recorder);
        scene.logs("1 Kubernetes Events were not written: the replica ends", () -> kit.stop(recorder));
    }

    private long byType(String type) {
        return scene.api.objects(EVENTS).values().stream()
                .filter(event -> event.at("/type").asString().equals(type))
                .count();
    }
}
