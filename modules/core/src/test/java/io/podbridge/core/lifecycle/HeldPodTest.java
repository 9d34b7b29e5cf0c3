package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.pod.Deletion;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pod of which nothing is left but its object, which somebody's finalizer holds: nothing is done until it goes. */
class HeldPodTest {
    private static final Pod NEW = Pods.pod(RestartPolicy.ALWAYS);

    @Test
    void nothingIsDoneForItHoweverOftenItIsSeen() {
        var story = removed();
        story.on(new PodEvent.ObjectRemoved()).is("Ended");
        for (int version = 20; version < 25; version++) {
            story.on(new PodEvent.Observed(held(String.valueOf(version)))).is("Ended");
            story.doesKinds(Effect.Wait.class);
        }
        assertThat(story.effect(Effect.Wait.class).orElseThrow().duration())
                .as("it is seen again before it is forgotten")
                .isGreaterThan(Duration.ofHours(1));
        story.on(new PodEvent.Due(Timer.RETRY)).does(new Effect.Passivate());
    }

    @Test
    void itIsRememberedAlsoIfItWasSeenBeforeTheAnswer() {
        var story = removed();
        story.on(new PodEvent.Observed(held("20")), new PodEvent.ObjectRemoved())
                .is("Ended");
        assertThat(story.effect(Effect.Wait.class).orElseThrow().duration()).isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void anotherReplicaAsksThePlatformOnceAndSaysNothing() {
        var story = Story.remote().on(new PodEvent.Observed(held("20"))).is("Deleting");
        story.doesKinds(Effect.Delete.class);
        story.on(new PodEvent.Deleted(Optional.empty())).is("Ended").doesKinds(Effect.Wait.class);
        story.on(new PodEvent.Observed(held("20"))).is("Ended").doesKinds(Effect.Wait.class);
    }

    /** The API server wrote that no grace is left, and gave the request up before it removed the object. */
    @Test
    void aRemovalThatWasCutOffIsOrderedAgain() {
        var cutOff = Pods.with(Pods.ended(NEW, "20"), "20", new Deletion(Pods.NOW, Duration.ZERO));
        var story = Story.remote().on(new PodEvent.Observed(cutOff)).is("Deleting");
        story.on(new PodEvent.Deleted(Optional.empty())).is("Removing");
        assertThat(story.effect(Effect.RemoveObject.class)).isPresent();
    }

    /** Its end is written, and its object ordered to go. */
    private static Story removed() {
        var story = Story.running(NEW);
        story.on(new PodEvent.Observed(Pods.deleted(story.pod(), "10", Pods.NOW.plusSeconds(30))));
        story.on(new PodEvent.Deleted(Optional.empty())).written();
        return story.is("Removing");
    }

    /** What the API server makes of that order: no grace is left, and the object is still there. */
    private static Pod held(String version) {
        return Pods.with(Pods.ended(NEW, version), version, new Deletion(Pods.NOW, Duration.ZERO, true));
    }
}
