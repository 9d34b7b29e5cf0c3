package io.podbridge.core.cluster;

import io.podbridge.core.cluster.Connectivity.Decision;
import io.podbridge.core.cluster.Connectivity.Standing;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.ReachabilityChanged;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.Reachability;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Subscribe;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Downs whom a cut, a bad link or a silent replica costs: by {@link Connectivity}, when {@link Resolution} says so. One
 * in each replica; all decide for themselves and, knowing the same, the same.
 *
 * <p>Who does not reach whom is told by the gossip of the cluster. Pekko's own resolver hears of it in the same way, by
 * an event that is not part of its published interface; its version is pinned, and a test stands on it.
 */
final class PartitionResolver extends AbstractMatchingBehavior<PartitionResolver.Command> {
    static final String NAME = "podbridge-partition-resolver";

    private static final Duration TICK = Duration.ofMillis(250);

    private final Cluster cluster;
    private final Duration stableAfter;
    private final Supplier<Duration> clock;
    private final Incarnation self;
    private final Map<Incarnation, Address> addresses = new HashMap<>();
    private final Map<Incarnation, Standing> standings = new HashMap<>();
    private Set<BadLink> badLinks = Set.of();
    private Resolution resolution;
    private Decision told = new Connectivity.Wait();

    private PartitionResolver(ActorContext<Command> context, Duration stableAfter, Supplier<Duration> clock) {
        super(context);
        this.cluster = Cluster.get(context.getSystem());
        this.stableAfter = stableAfter;
        this.clock = clock;
        this.self = Incarnation.of(cluster.selfMember().uniqueAddress());
        this.resolution = Resolution.none(clock.get());
    }

    /** The messages that the resolver takes. */
    sealed interface Command {}

    private record Changed(ClusterDomainEvent event) implements Command {}

    private record Tick() implements Command {}

    /**
     * The resolver's behavior.
     *
     * @param stableAfter for how long a picture must last before others are downed by it
     * @param clock a monotonic one
     */
    static Behavior<Command> create(Duration stableAfter, Supplier<Duration> clock) {
        return Behaviors.supervise(Behaviors.<Command>setup(context -> Behaviors.withTimers(timers -> {
                    timers.startTimerWithFixedDelay(new Tick(), TICK);
                    PartitionResolver resolver = new PartitionResolver(context, stableAfter, clock);
                    ActorRef<ClusterDomainEvent> changes =
                            context.messageAdapter(ClusterDomainEvent.class, Changed::new);
                    resolver.cluster.subscriptions().tell(Subscribe.create(changes, ClusterDomainEvent.class));
                    return resolver;
                })))
                .onFailure(SupervisorStrategy.restart());
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Changed(MemberEvent event) -> onMember(event.member());
            case Changed(ReachabilityChanged event) -> badLinks = badLinks(event.reachability());
            case Changed unconcerned -> {}
            case Tick tick -> resolve();
        }
        return this;
    }

    private void onMember(Member member) {
        Incarnation incarnation = Incarnation.of(member.uniqueAddress());
        Optional<Standing> before = Optional.ofNullable(standings.remove(incarnation));
        addresses.put(incarnation, member.address());
        standing(member, before).ifPresent(standing -> standings.put(incarnation, standing));
        addresses.keySet().retainAll(standings.keySet());
    }

    private void resolve() {
        resolution = resolution.seeing(new Connectivity(standings, badLinks), clock.get());
        Decision due = resolution.due(self, stableAfter);
        if (!due.equals(told)) {
            told = due;
            carryOut(due);
        }
    }

    private void carryOut(Decision decision) {
        switch (decision) {
            case Connectivity.Wait wait -> {}
            case Connectivity.DownItself itself -> {
                getContext().getLog().error("This replica leaves the cluster, since {}", why());
                down(Set.of(self));
            }
            case Connectivity.DownOthers(var doomed) -> {
                getContext().getLog().warn("Removing {} from the cluster, since {}", doomed, why());
                down(doomed);
            }
        }
    }

    private String why() {
        return "these do not reach each other: "
                + resolution.picture().badLinks().stream()
                        .map(link -> link.one() + " and " + link.other())
                        .sorted()
                        .collect(Collectors.joining(", "))
                + "; kept: " + resolution.picture().kept();
    }

    private void down(Set<Incarnation> doomed) {
        doomed.stream()
                .flatMap(incarnation -> Optional.ofNullable(addresses.get(incarnation)).stream())
                .forEach(address -> cluster.manager().tell(Down.apply(address)));
    }

    /**
     * Nothing for one that Pekko removes by itself, unreachable or not, or that went without ever having had a vote.
     */
    private static Optional<Standing> standing(Member member, Optional<Standing> before) {
        MemberStatus status = member.status();
        if (status.equals(MemberStatus.removed()) || status.equals(MemberStatus.exiting())) {
            return Optional.empty();
        }
        if (status.equals(MemberStatus.down())) {
            return before.filter(standing -> !standing.votes()).isPresent()
                    ? Optional.empty()
                    : Optional.of(Standing.DOWNED);
        }
        if (!member.hasRole(ClusterSettings.ROLE)) {
            return Optional.of(Standing.OBSERVER);
        }
        if (status.equals(MemberStatus.leaving())) {
            return Optional.of(Standing.LEAVING);
        }
        return Optional.of(Membership.counts(member) ? Standing.VOTER : Standing.JOINING);
    }

    private static Set<BadLink> badLinks(Reachability reachability) {
        Collection<Reachability.Record> records = CollectionConverters.asJava(reachability.records());
        return records.stream()
                .filter(record -> !record.status().equals(Reachability.Reachable$.MODULE$))
                .map(record -> BadLink.between(Incarnation.of(record.observer()), Incarnation.of(record.subject())))
                .collect(Collectors.toUnmodifiableSet());
    }
}
