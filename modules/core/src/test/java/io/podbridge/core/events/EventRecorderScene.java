package io.podbridge.core.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.replica.TestServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorRef;
import tools.jackson.databind.JsonNode;

/** Recorders of Events, and a clock that only tests move. */
final class EventRecorderScene {
    static final String EVENTS = "/api/v1/namespaces/ns/events";
    static final ApiResult.Unavailable DOWN = new ApiResult.Unavailable("down", Optional.empty());
    static final EventSettings SETTINGS =
            new EventSettings(1, 25, 20, 100, 1000, Duration.ofMinutes(10), 4096, Duration.ofSeconds(30));

    private final ActorTestKit kit;
    private final ManualTime time;
    private final List<ActorRef<Object>> recorders = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private final Mailboxes<EventRecorder.Command> mailboxes = new Mailboxes<>();
    final FakeKubeApi api = new FakeKubeApi("n1");

    EventRecorderScene(ActorTestKit kit) {
        this.kit = kit;
        this.time = ManualTime.get(kit.system());
    }

    void stopRecorders() {
        recorders.forEach(kit::stop);
    }

    ActorRef<Object> recorder(EventSettings settings) {
        var behavior = EventRecorder.create(TestServices.of(api, clock), settings, "n1");
        ActorRef<Object> recorder = kit.spawn(mailboxes.watched(EventRecorder.Command.class, behavior));
        recorders.add(recorder);
        return recorder;
    }

    /** The fake answers at once, so an idle mailbox means that nothing more will happen without time. */
    void settle(ActorRef<Object> recorder) {
        mailboxes.awaitIdle(recorder);
    }

    void pass(Duration duration) {
        clock.pass(duration);
        time.timePasses(duration);
    }

    /** Waits for the one warning that the action brings about. */
    void logs(String warning, Runnable action) {
        LoggingTestKit.warn(warning).withOccurrences(1).expect(kit.system(), () -> {
            action.run();
            return Done.getInstance();
        });
    }

    JsonNode only() {
        var events = api.objects(EVENTS).values();
        assertThat(events).hasSize(1);
        return events.iterator().next();
    }

    static EventRecorder.Record warning(String pod, String reason, String message) {
        return new EventRecorder.Record(new PodId("uid-" + pod, "ns", pod), true, reason, message);
    }

    static EventRecorder.Record normal(String pod, String reason, String message) {
        return new EventRecorder.Record(new PodId("uid-" + pod, "ns", pod), false, reason, message);
    }
}
