package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.ResourceVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The entity of a {@link World}: its state, its timers, and the calls that it waits for. */
final class WorldEntity {
    private static final Set<Edge> DECLARED = Edge.declared();

    /** The calls that have no answer yet. */
    final List<Effect> calls = new ArrayList<>();

    final Map<Timer, Duration> timers = new EnumMap<>(Timer.class);
    final Set<Edge> edges = new HashSet<>();

    /** What the feed told it last. */
    @Nullable
    PodEvent lastSeen;

    private final boolean local;
    private final WorldPlatform platform;
    private final Supplier<Instant> clock;
    private final List<String> trace;
    private PodState state = PodState.initial();
    private double jitter;
    private String lastVersion = "";

    WorldEntity(boolean local, WorldPlatform platform, Supplier<Instant> clock, List<String> trace) {
        this.local = local;
        this.platform = platform;
        this.clock = clock;
        this.trace = trace;
    }

    PodState state() {
        return state;
    }

    void jitter(double value) {
        jitter = value;
    }

    void deliver(PodEvent event) {
        var before = state;
        var context = new LifecycleContext(clock.get(), jitter, Pods.settings(local));
        var transition = Lifecycle.next(state, event, context);
        state = transition.next();
        state.pod().ifPresent(pod -> lastVersion = pod.resourceVersion());
        var edge = Edge.between(before, state);
        if (edge.moves()) {
            assertThat(DECLARED).contains(edge);
            edges.add(edge);
        }
        trace.add(before.name() + " + " + brief(event) + " -> " + state.name() + " " + names(transition.effects()));
        if (before.stage() instanceof Ended) {
            assertThat(transition.effects())
                    .allMatch(effect -> effect instanceof Effect.Passivate || effect instanceof Effect.Wait);
            assertThat(state.stage()).isInstanceOf(Ended.class);
        }
        transition.effects().forEach(this::take);
    }

    private void take(Effect effect) {
        switch (effect) {
            case Effect.Wait(var timer, var duration) -> {
                assertThat(duration).isGreaterThanOrEqualTo(Duration.ZERO);
                timers.put(timer, duration);
            }
            case Effect.Cancel(var timer) -> timers.remove(timer);
            case Effect.Note note -> trace.add("  " + note.reason());
            case Effect.Passivate() -> forget();
            case Effect.Create create -> {
                call(create, Effect.Create.class, Effect.Update.class, Effect.Delete.class);
                platform.asked(create);
            }
            case Effect.Update update -> call(update, Effect.Create.class, Effect.Update.class, Effect.Delete.class);
            case Effect.Delete delete -> delete(delete);
            case Effect.WriteStatus write -> call(write, Effect.WriteStatus.class);
            case Effect.RemoveObject remove -> call(remove, Effect.RemoveObject.class, Effect.WriteStatus.class);
            case Effect.Locate locate -> call(locate, Effect.Locate.class);
            case Effect.Read read -> call(read, Effect.Read.class);
            case Effect.Confirm confirm -> call(confirm);
        }
    }

    /** Begins a call, while none of these kinds may be under way. */
    private void call(Effect call, Class<?>... alone) {
        assertThat(pending(alone)).isZero();
        calls.add(call);
    }

    private void delete(Effect.Delete delete) {
        if (pending(Effect.Create.class) > 0) {
            platform.overtaken();
        }
        calls.stream()
                .filter(Effect.Delete.class::isInstance)
                .map(Effect.Delete.class::cast)
                .forEach(other -> assertThat(delete.grace()).isLessThanOrEqualTo(other.grace()));
        call(delete, Effect.Update.class);
    }

    private long pending(Class<?>... kinds) {
        return calls.stream()
                .filter(call -> List.of(kinds).contains(call.getClass()))
                .count();
    }

    /** The entity leaves memory. */
    void forget() {
        trace.add("  forgotten");
        calls.clear();
        timers.clear();
        state = PodState.initial();
        lastSeen = null;
    }

    /** Whether this is news to the entity, as {@code roster.Comparison} decides it. */
    boolean misses(Pod pod) {
        if (state.concluded()) {
            boolean over = pod.status().phase().terminal();
            return pod.deleting() ? !ResourceVersion.older(lastVersion, pod.resourceVersion()) : !over;
        }
        return state.pod().isPresent()
                || pod.deleting()
                || !pod.status().phase().terminal();
    }

    /** Whether it waits for nothing but the time to leave memory. */
    boolean lingers(Timer timer) {
        return timer == Timer.RETRY && !state.known().waiting();
    }

    static String brief(PodEvent event) {
        return switch (event) {
            case PodEvent.Observed(var pod) ->
                "Observed v" + pod.resourceVersion() + (pod.deleting() ? " deleting " : " ")
                        + pod.status().phase();
            case PodEvent.Due(var timer) -> "Due " + timer;
            case PodEvent.StatusRefused refused -> "StatusRefused " + refused.refusal();
            case PodEvent other -> other.getClass().getSimpleName();
        };
    }

    private static List<String> names(List<Effect> effects) {
        return effects.stream().map(effect -> effect.getClass().getSimpleName()).toList();
    }
}
