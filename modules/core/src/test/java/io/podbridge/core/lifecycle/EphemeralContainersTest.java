package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodSpec;
import io.podbridge.core.pod.RestartPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code kubectl debug} adds a container that no provider runs: it is said at once, and the pod goes on. */
class EphemeralContainersTest {
    private static final Pod NEW = Pods.pod(RestartPolicy.ALWAYS);

    @Test
    void kubectlDebugIsAnsweredWithAMessageAndAnEvent() {
        var story = debugged(Story.running(NEW), "dbg").is("Running");
        assertThat(story.status().ephemeralContainers()).singleElement().satisfies(container -> {
            assertThat(container.name()).isEqualTo("dbg");
            assertThat(container.state()).isInstanceOfSatisfying(ContainerState.Waiting.class, waiting -> {
                assertThat(waiting.reason()).isEqualTo("UnsupportedFields");
                assertThat(waiting.message()).contains("ephemeralContainers");
            });
        });
        assertThat(story.notes()).containsExactly("UnsupportedFields");
        assertThat(story.effect(Effect.Update.class))
                .as("the platform has nothing to do")
                .isEmpty();
        assertThat(story.status().containers())
                .isEqualTo(Story.running(NEW).pod().status().containers());
    }

    @Test
    void theGenerationCountsAsObservedWithTheAnswerAndNotBefore() {
        var story = Story.running(NEW);
        assertThat(story.pod().status().observedGeneration()).isEqualTo(1);
        debugged(story, "dbg");
        assertThat(story.status().observedGeneration()).isEqualTo(2);
        story.written().doesNothing();
    }

    @Test
    void eachIsToldOnceAlsoByAnotherReplica() {
        var first = debugged(Story.running(NEW), "dbg").written();
        var story = Story.remote()
                .on(new PodEvent.Observed(first.pod()), new PodEvent.Located(Optional.of(Pods.report(Pods.running()))))
                .is("Running")
                .doesNothing();
        debugged(story, "dbg", "again");
        assertThat(story.status().ephemeralContainers()).hasSize(2);
        assertThat(story.effect(Effect.Note.class).orElseThrow().message())
                .startsWith("Ephemeral container again does not run");
    }

    @Test
    void aPodThatWasDebuggedIsMadeAgainLikeAnyOther() {
        var story = debugged(Story.running(NEW), "dbg").written();
        story.on(new PodEvent.Vanished(Pods.ID), new PodEvent.Located(Optional.empty()));
        story.on(new PodEvent.Answered(story.pod())).is("Creating").written();
        story.on(new PodEvent.Created(Pods.report(Pods.running()), "")).is("Running");
        assertThat(story.status().ephemeralContainers()).hasSize(1);
        assertThat(story.notes()).containsExactly("ProviderCreateSuccess");
    }

    private static Story debugged(Story story, String... names) {
        var spec = story.pod().spec();
        var debugged = new PodSpec(
                spec.restartPolicy(),
                spec.terminationGracePeriod(),
                spec.activeDeadline(),
                spec.serviceAccount(),
                spec.hostname(),
                spec.initContainers(),
                spec.containers(),
                spec.fields(),
                List.of(names).stream()
                        .map(name -> Pods.container(name, "busybox"))
                        .toList());
        var version = String.valueOf(10 + Integer.parseInt(story.pod().resourceVersion()));
        return story.on(new PodEvent.Observed(Pods.with(story.pod(), version, debugged)));
    }
}
