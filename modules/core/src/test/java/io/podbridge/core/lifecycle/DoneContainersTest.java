package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.RestartPolicy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Under OnFailure a container that ended well has done its work, also where the others are lost and made again. */
class DoneContainersTest {
    private static final Pod TWO =
            Pods.pod("1", Pods.spec(RestartPolicy.ON_FAILURE, Optional.empty(), "nginx:1", "a", "b"), PodStatus.none());
    private static final ContainerStatus A_DONE = Pods.status("a", 0, Pods.exited(0));
    private static final ContainerStatus B_RUNS = Pods.status("b", 0, Pods.running());

    @Test
    void theyAreNeitherRunAgainNorCounted() {
        var story = lost();
        var create = story.effect(Effect.Create.class).orElseThrow();
        assertThat(create.pod().spec().containers()).extracting(Container::name).containsExactly("b");
        assertThat(create.restarts()).isEqualTo(Map.of("a", 0, "b", 1));
        assertThat(story.status().containers().getFirst()).isEqualTo(A_DONE);
        assertThat(story.status().containers().get(1).restartCount()).isEqualTo(1);
    }

    @Test
    void theyStayEndedWhileTheOthersRunAgain() {
        var story = lost().written();
        story.on(new PodEvent.Created(Pods.report(Pods.status("b", 1, Pods.running())), ""))
                .is("Running");
        assertThat(story.effect(Effect.Update.class)).isEmpty();
        assertThat(story.status().containers().getFirst()).isEqualTo(A_DONE);
        story.written();
        story.on(new PodEvent.Reported(Pods.report(Pods.status("b", 1, Pods.exited(0)))))
                .is("Finished");
        assertThat(story.status().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(story.status().containers()).allMatch(ContainerStatus::terminated);
    }

    @Test
    void anotherReplicaKnowsThemByTheStatus() {
        var first = lost().written();
        var story = Story.remote()
                .on(new PodEvent.Observed(first.pod()), new PodEvent.Located(Optional.empty()))
                .on(new PodEvent.Answered(first.pod()))
                .is("Creating");
        assertThat(story.effect(Effect.Create.class).orElseThrow().pod().spec().containers())
                .extracting(Container::name)
                .containsExactly("b");
    }

    @Test
    void anUpdateDoesNotBringThemBack() {
        var story = lost().written();
        story.on(new PodEvent.Created(Pods.report(Pods.status("b", 1, Pods.running())), ""))
                .written();
        var changed = Pods.with(
                story.pod(), "50", Pods.spec(RestartPolicy.ON_FAILURE, Optional.empty(), "nginx:2", "a", "b"));
        story.on(new PodEvent.Observed(changed)).is("Updating");
        assertThat(story.effect(Effect.Update.class).orElseThrow().pod().spec().containers())
                .extracting(Container::name)
                .containsExactly("b");
        story.on(new PodEvent.Updated(Pods.report(Pods.status("b", 1, Pods.running()))))
                .is("Running");
        assertThat(story.status().containers().getFirst()).isEqualTo(A_DONE);
    }

    private static Story lost() {
        var story = Story.remote()
                .on(new PodEvent.Observed(TWO), new PodEvent.Created(Pods.report(A_DONE, B_RUNS), ""))
                .written();
        story.on(new PodEvent.Vanished(Pods.ID), new PodEvent.Located(Optional.empty()));
        return story.on(new PodEvent.Answered(story.pod())).is("Creating");
    }
}
