package io.podbridge.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.pod.Deletion;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the clocks show: a pod has the grace that it was promised, and no more than two seconds beyond it. */
class GracePropertyTest {
    private static final int HOUR = 3_600_000;
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** By the API server's clock. */
    private static final Instant DELETED = Pods.NOW;

    @Property
    void whoSeesTheDeletionBeginCountsByItsOwnClock(
            @ForAll @IntRange(min = -HOUR, max = HOUR) int skew,
            @ForAll @IntRange(min = -HOUR, max = HOUR) int setBy,
            @ForAll @IntRange(max = 3600) int grace,
            @ForAll @IntRange(max = HOUR) int later) {
        var running = Pods.started(Pods.pod(RestartPolicy.ALWAYS), "2");
        var wall = DELETED.minusMillis(skew);
        var state = PodState.initial();
        state = after(state, new PodEvent.Observed(running), wall, 0, Duration.ZERO)
                .next();
        var deleting = Pods.with(running, "3", deletion(0, grace));
        var seen = after(state, new PodEvent.Observed(deleting), wall, 0, Duration.ZERO);
        assertThat(grace(seen)).contains(Duration.ofSeconds(grace));

        var failed = after(seen.next(), new PodEvent.DeleteFailed(Pods.UNAVAILABLE), wall, 0, Duration.ZERO);
        var again = after(
                failed.next(), new PodEvent.Due(Timer.RETRY), wall.plusMillis(later + setBy), later, Duration.ZERO);
        assertThat(grace(again)).contains(positive(Duration.ofSeconds(grace).minusMillis(later)));
    }

    @Property
    void whoTakesOverGoesByTheServersClock(
            @ForAll @IntRange(min = -HOUR, max = HOUR) int skew,
            @ForAll @IntRange(min = -1000, max = 1000) int misjudged,
            @ForAll @IntRange(max = 999) int fraction,
            @ForAll @IntRange(max = 3600) int grace,
            @ForAll @IntRange(max = HOUR) int later) {
        var pod = Pods.with(Pods.started(Pods.pod(RestartPolicy.ALWAYS), "2"), "3", deletion(fraction, grace));
        var wall = DELETED.plusMillis(fraction).plusMillis(later).minusMillis(skew);
        var found = after(PodState.initial(), new PodEvent.Observed(pod), wall, 0, Duration.ofMillis(skew + misjudged));
        var promised = positive(Duration.ofSeconds(grace).minusMillis(later));
        var given = grace(found).orElseThrow();
        assertThat(given).isBetween(positive(promised.minus(SECOND)), promised.plus(SECOND.multipliedBy(2)));
        assertThat(given).isLessThanOrEqualTo(Duration.ofSeconds(grace));
    }

    /** As the API server writes it: the part of a second is cut off. */
    private static Deletion deletion(int fraction, int grace) {
        var end = DELETED.plusMillis(fraction).plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS);
        return new Deletion(end, Duration.ofSeconds(grace));
    }

    private static Transition after(PodState state, PodEvent event, Instant wall, int passed, Duration skew) {
        var steady = Instant.EPOCH.plusMillis(passed);
        return Lifecycle.next(state, event, new LifecycleContext(wall, steady, skew, 0, Pods.REMOTE));
    }

    private static Optional<Duration> grace(Transition transition) {
        return transition.effects().stream()
                .filter(Effect.Delete.class::isInstance)
                .map(effect -> ((Effect.Delete) effect).grace())
                .findFirst();
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
