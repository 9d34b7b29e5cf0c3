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
import java.util.Optional;
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

    /** Asking and telling again: for lost messages, and since a testimony counts only while it is repeated. */
    private static final Duration TICK = Duration.ofMillis(500);

    /**
     * For how long a replica that holds containers may hold proofs against a majority. Its peers condemn it in a second
     * or two, and start what runs here {@code loss-delay} (5 s) after that. Shorter than a blip of the network, it
     * would cost containers that nobody else starts.
     */
    private static final Duration CUT_OFF = Duration.ofSeconds(3);

    private final Cluster cluster;
    private final ActorRefResolver resolver;
    private final Incarnation self;
    private final LivenessAddress ownAddress;
    private final boolean holdsContainers;
    private final ProvenDead provenDead;
    private final Map<Incarnation, Member> members = new TreeMap<>();
    private final Map<Incarnation, LivenessProbe> probes = new HashMap<>();
    private final Map<Incarnation, LivenessAddress> addresses = new HashMap<>();
    private final Testimonies testimonies;
    private Set<Incarnation> condemned = Set.of();
    private Optional<Duration> cutOffSince = Optional.empty();
    private boolean leaves;

    private ProofOfDeath(ActorContext<Command> context, LivenessAddress ownAddress, boolean holdsContainers) {
        super(context);
        this.cluster = Cluster.get(context.getSystem());
        this.resolver = ActorRefResolver.get(context.getSystem());
        this.self = ownAddress.replica();
        this.ownAddress = ownAddress;
        this.holdsContainers = holdsContainers;
        this.testimonies = new Testimonies(self);
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

    /**
     * The behavior of a replica's witness.
     *
     * @param holdsContainers whether containers live in this replica, which others start anew when it is removed
     */
    static Behavior<Command> create(LivenessAddress ownAddress, boolean holdsContainers) {
        return Behaviors.supervise(Behaviors.<Command>setup(context -> Behaviors.withTimers(
                        timers -> start(context, timers, new ProofOfDeath(context, ownAddress, holdsContainers)))))
                .onFailure(SupervisorStrategy.restart());
    }

    private static Behavior<Command> start(
            ActorContext<Command> context, TimerScheduler<Command> timers, ProofOfDeath proofOfDeath) {
        ActorRef<MemberEvent> changes = context.messageAdapter(MemberEvent.class, Changed::new);
        proofOfDeath.cluster.subscriptions().tell(Subscribe.create(changes, MemberEvent.class));
        timers.startTimerWithFixedDelay(new Tick(), TICK);
        return proofOfDeath;
    }

    @Override
    public Behavior<Command> onMessage(Command message) {
        switch (message) {
            case Changed(var event) -> onChange(event.member());
            case WhereAreYou(var replyTo) -> tellAddresses(replyTo);
            case LivenessAddress address -> probe(address);
            case Found(var peer, var finding) -> onFinding(peer, finding);
            case Testimony testimony -> hear(testimony);
            case Tick tick -> repeat();
        }
        judge();
        lookAtItself();
        return this;
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop || signal instanceof PreRestart) {
            probes.values().forEach(LivenessProbe::close);
            provenDead.are(Set.of());
            provenDead.seen(Set.of());
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
        testimonies.forget(gone);
        addresses.remove(gone);
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

    /** Peers' too: one of them may die before the one who asks has its answer. */
    private void tellAddresses(ActorRef<LivenessMessage> replyTo) {
        replyTo.tell(ownAddress);
        addresses.values().forEach(replyTo::tell);
    }

    private void probe(LivenessAddress address) {
        Member member = members.get(address.replica());
        if (member != null && !address.replica().equals(self) && !probes.containsKey(address.replica())) {
            addresses.put(address.replica(), address);
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
        if (members.containsKey(peer)) {
            testimonies.found(peer, finding);
        }
        testify();
    }

    /** Of one that is not known yet, or no more, nothing is kept: it repeats itself. */
    private void hear(Testimony testimony) {
        if (members.containsKey(testimony.witness())) {
            testimonies.hear(testimony, now());
        }
    }

    private void repeat() {
        members.keySet().forEach(this::askWhere);
        testify();
    }

    private void testify() {
        testimonies.next(now());
        members.keySet().stream()
                .filter(peer -> !peer.equals(self))
                .forEach(peer -> peerAt(peer).tell(testimonies.to(peer)));
    }

    /** Whom it has condemned stays so until it is removed: it has been downed, which cannot be taken back. */
    private void judge() {
        Set<Incarnation> verdict = new HashSet<>(condemned);
        verdict.retainAll(members.keySet());
        verdict.addAll(DeathVerdict.condemned(electorate(), suspects(), testimonies.valid(now())));
        provenDead.are(verdict.stream().map(Incarnation::address).collect(Collectors.toSet()));
        provenDead.seen(testimonies.own());
        verdict.stream().filter(dead -> !condemned.contains(dead)).forEach(this::remove);
        condemned = Set.copyOf(verdict);
    }

    /** One that is cut off does not learn of its peers' verdict, and must not go on until silence tells it. */
    private void lookAtItself() {
        Set<Incarnation> proven = new HashSet<>(testimonies.own());
        proven.retainAll(suspects());
        boolean cutOff = DeathVerdict.cutOff(self, electorate(), proven);
        if (cutOff && cutOffSince.isEmpty()) {
            getContext()
                    .getLog()
                    .warn("This replica holds proofs of death against a majority: it is cut off, or alone");
        }
        cutOffSince = cutOff ? cutOffSince.or(() -> Optional.of(now())) : Optional.empty();
        if (holdsContainers && !leaves && cutOffSince.filter(this::tooLong).isPresent()) {
            leaves = true;
            getContext().getLog().error("This replica leaves the cluster, since it is cut off from a majority");
            cluster.manager().tell(Down.apply(cluster.selfMember().address()));
        }
    }

    private boolean tooLong(Duration since) {
        return now().minus(since).compareTo(CUT_OFF) >= 0;
    }

    private void remove(Incarnation dead) {
        getContext().getLog().warn("Replica {} is proven dead and will be removed", dead);
        Member member = members.get(dead);
        if (member != null) {
            cluster.manager().tell(Down.apply(member.address()));
        }
    }

    private static Duration now() {
        return Duration.ofNanos(System.nanoTime());
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
