package io.podbridge.testkit.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.cluster.Incarnation;
import io.podbridge.core.cluster.Membership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.cluster.typed.Subscribe;
import org.awaitility.Awaitility;

/** A member in the test's JVM that runs nothing and has no vote: it sees the cluster, and asks its entities. */
final class Observer implements AutoCloseable {
    private static final int ENTITIES = 1_000;

    private final ActorSystem<Void> system;
    private final Cluster cluster;
    private final ActorRef<ShardingEnvelope<Ping>> entities;
    private final ActorRef<Ping.Pong> answers;
    private final Map<String, Ping.Pong> lastAnswer = new ConcurrentHashMap<>();
    private final Set<Long> removed = ConcurrentHashMap.newKeySet();

    private Observer(ActorSystem<Void> system) {
        this.system = system;
        this.cluster = Cluster.get(system);
        this.entities = ClusterSharding.get(system).init(Ping.entity());
        this.answers = system.systemActorOf(
                Behaviors.receiveMessage(pong -> {
                    lastAnswer.merge(pong.entity(), pong, (a, b) -> a.sentAt() > b.sentAt() ? a : b);
                    return Behaviors.same();
                }),
                "answers",
                Props.empty());
        ActorRef<MemberEvent> events = system.systemActorOf(
                Behaviors.receiveMessage(event -> {
                    if (event instanceof MemberRemoved gone) {
                        removed.add(gone.member().uniqueAddress().longUid());
                    }
                    return Behaviors.same();
                }),
                "events",
                Props.empty());
        cluster.subscriptions().tell(Subscribe.create(events, MemberEvent.class));
    }

    static Observer join(List<Integer> seedPorts) {
        return of(PingSystem.seeds(seedPorts));
    }

    /** An observer of the cluster that has these seeds. */
    static Observer of(String seeds) {
        Config config = ConfigFactory.parseString("""
            podbridge.cluster { port = 0, seeds = [%s] }
            pekko.cluster.roles = []
            pekko.coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }
            pekko.loglevel = WARNING
            """.formatted(seeds));
        ClusterSettings settings = PingSystem.settings(config);
        Observer observer = new Observer(PingSystem.create(settings, config));
        observer.cluster.manager().tell(new JoinSeedNodes(addresses(settings)));
        return observer;
    }

    private static List<Address> addresses(ClusterSettings settings) {
        return settings.seeds().stream()
                .map(seed -> AddressFromURIString.parse("pekko://" + settings.name() + "@" + seed))
                .toList();
    }

    /** Waits until exactly this many replicas are Up, and all of them answer. */
    void awaitUp(int replicas) {
        await("all to be Up", Duration.ofSeconds(90)).until(() -> {
            Membership view = Membership.now(cluster);
            return view.members().size() == replicas
                    && members(member -> true).size() == replicas
                    && view.unreachable().isEmpty();
        });
    }

    /** The replicas that are members now and match. */
    List<Member> members(Predicate<Member> matching) {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .filter(member -> member.hasRole(ClusterSettings.ROLE))
                .filter(matching)
                .toList();
    }

    /** The member at this port. */
    Member at(int port) {
        return members(member -> member.address().getPort().orElse(0) == port).getFirst();
    }

    /** The oldest replica, which runs the shard coordinator. */
    int oldestPort() {
        return members(member -> true).stream()
                .reduce((a, b) -> a.isOlderThan(b) ? a : b)
                .orElseThrow()
                .address()
                .getPort()
                .orElseThrow();
    }

    /** The replicas that do not answer now. */
    Set<Incarnation> unreachable() {
        return Membership.now(cluster).unreachable();
    }

    boolean sawRemoved(Member member) {
        return removed.contains(member.uniqueAddress().longUid());
    }

    int removals() {
        return removed.size();
    }

    /** Waits until every entity has answered a question asked from now on, and not from that port; how long it took. */
    Duration askAllExcept(int notFromPort, Duration atMost) {
        long start = System.nanoTime();
        await("every entity to answer", atMost).until(() -> {
            List<String> silent = IntStream.range(0, ENTITIES)
                    .mapToObj(number -> "entity-" + number)
                    .filter(entity -> !answered(entity, start, ":" + notFromPort))
                    .toList();
            silent.forEach(
                    entity -> entities.tell(new ShardingEnvelope<>(entity, new Ping.Ask(System.nanoTime(), answers))));
            return silent.isEmpty();
        });
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Waits until every entity has answered. */
    Duration askAll() {
        return askAllExcept(0, Duration.ofSeconds(60));
    }

    @Override
    public void close() {
        CountDownLatch gone = new CountDownLatch(1);
        system.getWhenTerminated().thenRun(gone::countDown);
        system.terminate();
        await("the observer to end", Duration.ofSeconds(30)).until(() -> gone.getCount() == 0);
    }

    static org.awaitility.core.ConditionFactory await(String what, Duration atMost) {
        return Awaitility.await(what).atMost(atMost).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50));
    }

    private boolean answered(String entity, long since, String notFrom) {
        Ping.Pong pong = lastAnswer.get(entity);
        return pong != null && pong.sentAt() - since >= 0 && !pong.address().endsWith(notFrom);
    }
}
