package io.podbridge.core.node;

import io.podbridge.core.clock.ClockSkew;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.health.HealthBoard;
import io.podbridge.core.health.NodeHealth;
import io.podbridge.core.health.Part;
import io.podbridge.core.health.PartHealth;
import io.podbridge.core.health.PartState;
import io.podbridge.core.health.ReplicaHealth;
import io.podbridge.core.provider.Health;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.provider.ProviderCommand.HealthAnswer;
import io.podbridge.core.replica.ReplicaServices;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Tells the node how this replica is, again and again: pings the platform, measures disk and clock, and sends what
 * stands on the replica's board. One per replica. A change of a part is logged here, once.
 */
public final class HealthReporter extends AbstractMatchingBehavior<HealthReporter.Command> {

    /** What the reporter is told. */
    public sealed interface Command {}

    private record Tick() implements Command {}

    private record Ping() implements Command {}

    private record Pinged(Outcome<Health> outcome) implements Command {}

    private record Measured() implements Command {}

    /**
     * What is measured and not said by a part itself.
     *
     * @param provider this replica's provider actor
     * @param pingInterval between two questions whether the platform answers
     * @param skew how far the API server's clock is ahead of this machine's; empty while it is not known
     * @param disk the room where the provider keeps its files; empty if it keeps none. May block
     */
    public record Probes(
            ActorRef<ProviderCommand> provider,
            Duration pingInterval,
            Supplier<Optional<ClockSkew>> skew,
            Supplier<Optional<DiskSpace>> disk) {}

    private final ReplicaServices services;
    private final Probes probes;
    private final Consumer<ReplicaHealth> node;
    private final HealthBoard board;
    private final ActorRef<HealthAnswer> pings;
    private final Map<Part, PartState> told = new EnumMap<>(Part.class);
    private PlatformHealth platform = PlatformHealth.unknown();
    private boolean measuring;

    private HealthReporter(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            ReplicaServices services,
            Probes probes,
            Consumer<ReplicaHealth> node) {
        super(context);
        this.services = services;
        this.probes = probes;
        this.node = node;
        this.board = services.health();
        this.pings = context.messageAdapter(HealthAnswer.class, answer -> new Pinged(answer.outcome()));
        timers.startTimerWithFixedDelay(new Tick(), NodeHealth.REPORT_INTERVAL);
        timers.startTimerWithFixedDelay(new Ping(), probes.pingInterval());
        ping();
        tick();
    }

    /** The behavior of a replica's reporter; {@code node} takes a report to wherever the node is. */
    public static Behavior<Command> create(ReplicaServices services, Probes probes, Consumer<ReplicaHealth> node) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new HealthReporter(context, timers, services, probes, node)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Tick() -> tick();
            case Ping() -> ping();
            case Pinged(var outcome) -> pinged(outcome);
            case Measured() -> measuring = false;
        }
        return Behaviors.same();
    }

    private void tick() {
        measure();
        report();
    }

    private void ping() {
        probes.provider().tell(new ProviderCommand.CheckHealth(pings));
    }

    private void pinged(Outcome<Health> outcome) {
        platform = platform.after(outcome);
        board.report(Part.PROVIDER, platform.state(), platform.message());
        report();
    }

    /** Not on the actor's thread: a file system that hangs must not keep the other parts from being told. */
    private void measure() {
        probes.skew().get().ifPresent(skew -> {
            var clock = new ClockHealth(skew);
            board.report(Part.CLOCK, clock.state(), clock.message());
        });
        if (!measuring) {
            measuring = true;
            var measured = CompletableFuture.runAsync(
                    () -> probes.disk().get().ifPresent(disk -> board.report(Part.DISK, disk.state(), disk.message())));
            getContext().pipeToSelf(measured, (done, failure) -> new Measured());
        }
    }

    private void report() {
        var parts = board.parts();
        parts.forEach(this::log);
        node.accept(new ReplicaHealth(services.name(), parts));
    }

    private void log(PartHealth part) {
        var before = told.put(part.part(), part.state());
        if (before != part.state() && (before != null || part.state() != PartState.OK)) {
            if (part.state() == PartState.OK) {
                getContext()
                        .getLog()
                        .info("Health of the {}: OK: {}", part.part().words(), part.message());
            } else {
                getContext()
                        .getLog()
                        .warn("Health of the {}: {}: {}", part.part().words(), part.state(), part.message());
            }
        }
    }
}
