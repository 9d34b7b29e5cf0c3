package io.podbridge.core.cluster;

import io.podbridge.core.cluster.LivenessMessage.LivenessAddress;
import io.podbridge.core.cluster.LivenessMessage.Testimony;
import io.podbridge.core.cluster.LivenessMessage.WhereAreYou;
import io.podbridge.core.cluster.LivenessProbe.Finding;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * Removes a crashed replica within a second instead of twenty: probes every peer, tells all what it has seen, and has
 * those removed whom {@link DeathVerdict} condemns. One in each replica.
 *
 * <p>All of it is level-triggered: testimonies hold everything, and are repeated. If this replica dies half-way, the
 * others have the same proofs.
 */
final class ProofOfDeath extends AbstractMatchingBehavior<ProofOfDeath.Command> {
    /** The same on all replicas: peers find each other by it. */
    static final String NAME = "podbridge-liveness";

    /** Asking and telling again; only after a lost message or for a peer that is still starting. */
    private static final Duration TICK = Duration.ofMillis(500);

    private final Cluster cluster;
    private final ActorRefResolver resolver;
    private final Incarnation self;
    private final LivenessAddress ownAddress;
    private final ProvenDead provenDead;
    private final Map<Incarnation, Member> members = new TreeMap<>();
    private final Map<Incarnation, LivenessProbe> probes = new HashMap<>();
    private final Map<Incarnation, Set<Incarnation>> testimonies = new HashMap<>();
    private Set<Incarnation> condemned = Set.of();

    private ProofOfDeath(ActorContext<Command> context, LivenessAddress ownAddress) {
        super(context);
        this.cluster = Cluster.get(context.getSystem());
        this.resolver = ActorRefResolver.get(context.getSystem());
        this.self = ownAddress.replica();
        this.ownAddress = ownAddress;
        this.provenDead = ProvenDead.of(context.getSystem().classicSystem().eventStream());
    }

    /** What it is told. */
    sealed interface Command permits LivenessMessage, Changed, Found, Tick {}

    /** A member came, went or changed. */
    record Changed(MemberEvent event) implements Command {}

    /** A probe has something to say. */
    record Found(Incarnation peer, Finding finding) implements Command {}

    /** Time to repeat. */
    record Tick() implements Command {}

    static Behavior<Command> create(LivenessAddress ownAddress) {
        return Behaviors.supervise(Behaviors.<Command>setup(
                        context -> Behaviors.withTimers(timers -> start(context, timers, ownAddress))))
                .onFailure(SupervisorStrategy.restart());
    }

    private static Behavior<Command> start(
            ActorContext<Command> context, TimerScheduler<Command> timers, LivenessAddress ownAddress) {
        ProofOfDeath proofOfDeath = new ProofOfDeath(context, ownAddress);
        ActorRef<MemberEvent> changes = context.messageAdapter(MemberEvent.class, Changed::new);
        proofOfDeath.cluster.subscriptions().tell(Subscribe.create(changes, MemberEvent.class));
        timers.startTimerWithFixedDelay(new Tick(), TICK);
        return proofOfDeath;
    }

    @Override
    public Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Changed(var event) -> onChange(event.member());
            case WhereAreYou(var replyTo) -> replyTo.tell(ownAddress);
            case LivenessAddress address -> probe(address);
            case Found(var peer, var finding) -> onFinding(peer, finding);
            case Testimony testimony -> hear(testimony);
            case Tick tick -> repeat();
        }
        judge();
        return this;
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop || signal instanceof PreRestart) {
            probes.values().forEach(LivenessProbe::close);
            provenDead.are(Set.of());
        }
        return this;
    }

    private void onChange(Member member) {
        Incarnation incarnation = Incarnation.of(member.uniqueAddress());
        if (!member.hasRole(ClusterSettings.ROLE)) {
            return;
        }
        if (member.status().equals(MemberStatus.removed())) {
            forget(incarnation);
        } else {
            members.put(incarnation, member);
            askWhere(incarnation);
        }
    }

    private void forget(Incarnation gone) {
        members.remove(gone);
        testimonies.remove(gone);
        LivenessProbe probe = probes.remove(gone);
        if (probe != null) {
            probe.close();
        }
    }

    private void askWhere(Incarnation peer) {
        if (!peer.equals(self) && !probes.containsKey(peer)) {
            peerAt(peer).tell(new WhereAreYou(getContext().getSelf().narrow()));
        }
    }

    private void probe(LivenessAddress address) {
        Member member = members.get(address.replica());
        if (member != null && !probes.containsKey(address.replica())) {
            ActorRef<Command> toSelf = getContext().getSelf();
            InetSocketAddress port = InetSocketAddress.createUnresolved(address.host(), address.port());
            int clusterPort = member.address().getPort().orElse(0);
            probes.put(
                    address.replica(),
                    LivenessProbe.start(
                            address.replica(),
                            port,
                            clusterPort,
                            finding -> toSelf.tell(new Found(address.replica(), finding))));
        }
    }

    private void onFinding(Incarnation peer, Finding finding) {
        getContext().getLog().warn("Replica {}: this one has found it {}", peer, finding);
        Set<Incarnation> dead = new HashSet<>(testimonies.getOrDefault(self, Set.of()));
        if (finding == Finding.DEAD && members.containsKey(peer)) {
            dead.add(peer);
        } else {
            dead.remove(peer);
        }
        testimonies.put(self, Set.copyOf(dead));
        testify();
    }

    /** Of one that is not known yet, or no more, nothing is kept: it repeats itself. */
    private void hear(Testimony testimony) {
        if (members.containsKey(testimony.witness())) {
            testimonies.put(testimony.witness(), testimony.dead());
        }
    }

    private void repeat() {
        members.keySet().forEach(this::askWhere);
        Set<Incarnation> dead = new HashSet<>(testimonies.getOrDefault(self, Set.of()));
        if (!dead.isEmpty()) {
            dead.retainAll(members.keySet());
            testimonies.put(self, Set.copyOf(dead));
            testify();
        }
    }

    private void testify() {
        Testimony testimony = new Testimony(self, testimonies.getOrDefault(self, Set.of()));
        members.keySet().stream()
                .filter(peer -> !peer.equals(self))
                .forEach(peer -> peerAt(peer).tell(testimony));
    }

    private void judge() {
        Set<Incarnation> verdict = DeathVerdict.condemned(electorate(), suspects(), testimonies);
        provenDead.are(verdict.stream().map(Incarnation::address).collect(Collectors.toSet()));
        verdict.stream().filter(dead -> !condemned.contains(dead)).forEach(this::remove);
        condemned = verdict;
    }

    private void remove(Incarnation dead) {
        getContext().getLog().warn("Replica {} is proven dead and will be removed", dead);
        Member member = members.get(dead);
        if (member != null) {
            cluster.manager().tell(Down.apply(member.address()));
        }
    }

    private Set<Incarnation> electorate() {
        return members.entrySet().stream()
                .filter(member -> Membership.counts(member.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Not those on their way out: Pekko removes an exiting member by itself, and knows that it left in order. */
    private Set<Incarnation> suspects() {
        return members.entrySet().stream()
                .filter(member -> !member.getValue().status().equals(MemberStatus.exiting()))
                .map(Map.Entry::getKey)
                .filter(peer -> !peer.equals(self))
                .collect(Collectors.toUnmodifiableSet());
    }

    private ActorRef<LivenessMessage> peerAt(Incarnation peer) {
        return resolver.resolveActorRef(peer.address() + "/system/" + NAME);
    }
}
