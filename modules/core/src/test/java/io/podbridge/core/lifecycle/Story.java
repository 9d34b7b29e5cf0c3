package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.LifecycleSettings;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One pod's life, told event by event; knows the effects of the last one. */
final class Story {
    private final LifecycleSettings settings;
    private PodState state = PodState.initial();
    private List<Effect> effects = List.of();
    private Instant now = Pods.NOW;

    Story(LifecycleSettings settings) {
        this.settings = settings;
    }

    static Story remote() {
        return new Story(Pods.REMOTE);
    }

    static Story local() {
        return new Story(Pods.LOCAL);
    }

    /** A pod that runs, with nothing to be written. */
    static Story running(Pod pod) {
        return remote().on(new PodEvent.Observed(pod), new PodEvent.Created(Pods.report(Pods.running()), ""))
                .written();
    }

    Story on(PodEvent... events) {
        for (var event : events) {
            var transition = Lifecycle.next(state, event, new LifecycleContext(now, 0, settings));
            state = transition.next();
            effects = transition.effects();
        }
        return this;
    }

    /** The write that is under way succeeds; the version goes up by one. */
    Story written() {
        var version = 1 + Long.parseLong(pod().resourceVersion());
        return on(new PodEvent.StatusWritten(String.valueOf(version)));
    }

    Story later(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    Story is(String name) {
        assertThat(state.name()).isEqualTo(name);
        return this;
    }

    Story does(Effect... expected) {
        assertThat(effects).containsExactly(expected);
        return this;
    }

    Story doesNothing() {
        return does();
    }

    Story doesKinds(Class<?>... kinds) {
        var actual = new ArrayList<Class<?>>();
        effects.forEach(effect -> actual.add(effect.getClass()));
        assertThat(actual).containsExactly(kinds);
        return this;
    }

    <E extends Effect> Optional<E> effect(Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** The status that the last event had written. */
    PodStatus status() {
        return effect(Effect.WriteStatus.class).orElseThrow().status();
    }

    List<String> notes() {
        return effects.stream()
                .filter(Effect.Note.class::isInstance)
                .map(effect -> ((Effect.Note) effect).reason())
                .toList();
    }

    Pod pod() {
        return state.pod().orElseThrow();
    }

    PodState state() {
        return state;
    }
}
