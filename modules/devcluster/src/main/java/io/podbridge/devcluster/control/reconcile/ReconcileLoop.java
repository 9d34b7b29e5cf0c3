package io.podbridge.devcluster.control.reconcile;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.resource.ObjectKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The actor around a {@link Controller}: takes what has changed, asks for a decision about each object concerned, and
 * carries it out.
 *
 * <p>Before each decision the inbox is emptied, so that a decision knows of the writes of the one before it. An object
 * whose actions fail is tried again after a pause, ever longer ones; others do not wait for it. A loop gives way to
 * other actors after a batch.
 */
public final class ReconcileLoop {

    /** What a loop is told. */
    public sealed interface Command {}

    private record Wake() implements Command {}

    private record Due(ObjectKey key) implements Command {}

    private record Rested(ObjectKey key) implements Command {}

    private static final int BATCH = 64;

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Controller controller;
    private final List<Informer> informers;
    private final ActionRunner runner;
    private final Clock clock;
    private final LoopSettings settings;
    private final Inbox inbox;
    private final Map<ObjectKey, Observed> known = new HashMap<>();
    private final SequencedSet<ObjectKey> queue = new LinkedHashSet<>();
    private final Map<ObjectKey, Boolean> resting = new HashMap<>();
    private final Map<ObjectKey, Integer> failures = new HashMap<>();
    private boolean ready;

    private ReconcileLoop(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Controller controller,
            Shared shared,
            LoopSettings settings) {
        this.context = context;
        this.timers = timers;
        this.controller = controller;
        this.informers = shared.informers().of(controller.watches());
        this.runner = new ActionRunner(shared.api(), controller.name());
        this.clock = shared.clock();
        this.settings = settings;
        var self = context.getSelf();
        this.inbox = new Inbox(() -> self.tell(new Wake()));
    }

    /** What all loops have in common. */
    public record Shared(Api api, Informers informers, Clock clock) {}

    /** @param controller makes a new one, which knows nothing, for each start of the actor */
    public static Behavior<Command> create(Supplier<Controller> controller, Shared shared, LoopSettings settings) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new ReconcileLoop(context, timers, controller.get(), shared, settings).started()));
    }

    private Behavior<Command> started() {
        informers.forEach(informer -> informer.subscribe(inbox));
        return Behaviors.receive(Command.class)
                .onAnyMessage(this::received)
                .onSignal(PreRestart.class, signal -> stopped())
                .onSignal(PostStop.class, signal -> stopped())
                .build();
    }

    private Behavior<Command> stopped() {
        informers.forEach(informer -> informer.unsubscribe(inbox));
        return Behaviors.same();
    }

    private Behavior<Command> received(Command command) {
        switch (command) {
            case Wake() -> {}
            case Due(var key) -> enqueue(List.of(key));
            case Rested(var key) -> {
                if (Boolean.TRUE.equals(resting.remove(key))) {
                    queue.add(key);
                }
            }
        }
        work();
        return Behaviors.same();
    }

    private void work() {
        for (int left = BATCH; left > 0; left--) {
            look();
            if (!ready() || queue.isEmpty()) {
                return;
            }
            reconcile(queue.removeFirst());
        }
        context.getSelf().tell(new Wake());
    }

    private boolean ready() {
        ready = ready || informers.stream().allMatch(Informer::complete);
        return ready;
    }

    private void look() {
        inbox.take().forEach((key, held) -> {
            var now = held.map(Held::observed);
            var before = Optional.ofNullable(now.isPresent() ? known.put(key, now.get()) : known.remove(key));
            if (!version(before).equals(version(now))) {
                enqueue(controller.observe(new Change(key, before, now), clock.instant()));
            }
        });
    }

    private static Optional<Long> version(Optional<Observed> observed) {
        return observed.map(object -> object.meta().resourceVersion());
    }

    private void enqueue(Collection<ObjectKey> keys) {
        keys.forEach(key -> {
            if (resting.computeIfPresent(key, (same, wanted) -> true) == null) {
                queue.add(key);
            }
        });
    }

    private void reconcile(ObjectKey key) {
        rest(key);
        var failure = attempt(key);
        if (failure.isEmpty()) {
            failures.remove(key);
            return;
        }
        int count = failures.merge(key, 1, Integer::sum);
        context.getLog().debug("{} {}: {}", controller.name(), key, failure.get());
        later(key, settings.backOff(count));
    }

    /** An exception other than a refusal is a bug; it must not be the end of what is done for all other objects. */
    private Optional<String> attempt(ObjectKey key) {
        try {
            var decision = controller.decide(key, clock.instant());
            timers.cancel(key);
            var failure = runner.run(decision.actions(), clock.instant());
            if (failure.isEmpty()) {
                decision.next().ifPresent(after -> later(key, after));
            }
            return failure.map(RuntimeException::getMessage);
        } catch (RuntimeException bug) {
            context.getLog().error("{} fails at {}", controller.name(), key, bug);
            return Optional.of("failed");
        }
    }

    private void later(ObjectKey key, Duration after) {
        if (after.isZero() || after.isNegative()) {
            timers.cancel(key);
            enqueue(List.of(key));
        } else {
            timers.startSingleTimer(key, new Due(key), after);
        }
    }

    private void rest(ObjectKey key) {
        if (!settings.rest().isZero()) {
            resting.put(key, false);
            timers.startSingleTimer(new Rested(key), new Rested(key), settings.rest());
        }
    }
}
