package io.podbridge.app.bridge;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.podbridge.app.Protocols;
import io.podbridge.core.cluster.ClusterConfig;
import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.cluster.Incarnation;
import io.podbridge.core.cluster.Membership;
import io.podbridge.core.config.SettingsReader;
import io.podbridge.core.entity.PodCommand;
import io.podbridge.core.entity.PodEntity;
import io.podbridge.core.entity.PodView;
import io.podbridge.core.kube.ManifestCodec;
import io.podbridge.core.wire.CborSerializer;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;

/**
 * A member in the test's JVM that runs nothing and has no vote: asks pods' entities how they are, and knows which
 * replica is the oldest.
 */
final class EntityProbe implements AutoCloseable {
    private static final String BLANK = "Unknown";

    /** A question waits in the region until the entity has a home; only one that was lost has to be repeated. */
    private static final int ASK_EACH = 5;

    private final ActorSystem<Void> system;
    private final Cluster cluster;
    private final ActorRef<ShardingEnvelope<PodCommand>> entities;
    private final ActorRef<PodView> answers;
    private final Map<String, PodView> views = new ConcurrentHashMap<>();
    private final Set<Incarnation> killed = new HashSet<>();

    private EntityProbe(ActorSystem<Void> system) {
        this.system = system;
        this.cluster = Cluster.get(system);
        this.entities = ClusterSharding.get(system)
                .init(Entity.of(PodEntity.KEY, entity -> Behaviors.<PodCommand>empty())
                        .withRole(ClusterSettings.ROLE));
        this.answers = system.systemActorOf(
                Behaviors.receiveMessage(view -> {
                    views.put(view.uid(), view);
                    return Behaviors.same();
                }),
                "answers",
                Props.empty());
    }

    static EntityProbe join(Bridge bridge) {
        List<Integer> ports = bridge.cluster().ports("cluster");
        String seeds = ports.stream().map(port -> "\"127.0.0.1:" + port + "\"").collect(Collectors.joining(","));
        Config config = ConfigFactory.parseString("""
            podbridge.cluster { port = 0, seeds = [%s] }
            pekko.cluster.roles = []
            pekko.coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }
            pekko.loglevel = WARNING
            """.formatted(seeds)).withFallback(ClusterConfig.defaults());
        var settings = ClusterSettings.read(
                SettingsReader.of(config.resolve(), "podbridge").section("cluster"));
        var setup = ActorSystemSetup.create(
                BootstrapSetup.create(ClusterConfig.pekko(settings, "development", List.of(), config)),
                CborSerializer.setup(Protocols.all(), new ManifestCodec()));
        var probe = new EntityProbe(ActorSystem.create(Behaviors.empty(), settings.name(), setup));
        probe.cluster
                .manager()
                .tell(new JoinSeedNodes(ports.stream()
                        .map(port -> new Address("pekko", settings.name(), "127.0.0.1", port))
                        .toList()));
        return probe;
    }

    /**
     * Waits until exactly this many replicas are Up, none of them one that was killed: it is a member until the others
     * have removed it, and whoever kills a second one before that kills the majority.
     */
    void awaitUp(int replicas) {
        Bridge.await(replicas + " replicas to be Up", Duration.ofSeconds(90)).until(() -> {
            var view = Membership.now(cluster);
            return view.members().size() == replicas
                    && view.unreachable().isEmpty()
                    && Collections.disjoint(view.members(), killed);
        });
    }

    /** To be told before a replica is killed: the member at this port will not count any more. */
    void willKill(int port) {
        Membership.now(cluster).members().stream()
                .filter(member -> member.address().endsWith(":" + port))
                .forEach(killed::add);
    }

    /** The port of the oldest replica, which runs the coordinators. */
    int oldestPort() {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .filter(member -> member.hasRole(ClusterSettings.ROLE))
                .reduce((one, two) -> one.isOlderThan(two) ? one : two)
                .map(Member::address)
                .flatMap(address -> address.getPort())
                .orElseThrow();
    }

    /**
     * Asks all of these pods' entities until each has answered, from another replica than that at {@code exceptPort},
     * and knows its pod. Fails after {@code atMost}.
     */
    void awaitAll(Collection<String> uids, int exceptPort, Duration atMost) {
        Set<String> silent = new HashSet<>(uids);
        views.keySet().removeAll(silent);
        var looks = new AtomicInteger();
        Bridge.await("every entity to answer", atMost)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    silent.removeIf(uid -> answered(uid, ":" + exceptPort));
                    if (looks.getAndIncrement() % ASK_EACH == 0) {
                        silent.forEach(this::ask);
                    }
                    return silent.isEmpty();
                });
    }

    private boolean answered(String uid, String except) {
        PodView view = views.get(uid);
        return view != null && !view.state().equals(BLANK) && !view.replica().endsWith(except);
    }

    private void ask(String uid) {
        entities.tell(new ShardingEnvelope<>(uid, new PodCommand.Describe(answers)));
    }

    /**
     * The replicas, {@code podbridge@host:port}, on which these pods' entities live now, by UID. Fails after
     * {@code atMost}.
     */
    Map<String, String> homes(Collection<String> uids, Duration atMost) {
        awaitAll(uids, 0, atMost);
        return uids.stream()
                .collect(Collectors.toMap(uid -> uid, uid -> views.get(uid).replica()));
    }

    /** What the last answers were, by state: for messages. */
    Map<String, Long> states() {
        return views.values().stream().collect(Collectors.groupingBy(PodView::state, Collectors.counting()));
    }

    @Override
    public void close() {
        var gone = new CountDownLatch(1);
        system.getWhenTerminated().thenRun(gone::countDown);
        system.terminate();
        Bridge.await("the probe to end", Duration.ofSeconds(30)).until(() -> gone.getCount() == 0);
    }
}
