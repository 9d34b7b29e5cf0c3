package io.podbridge.app.bridge;

import io.podbridge.app.Protocols;
import io.podbridge.core.entity.PodCommand;
import io.podbridge.core.entity.PodView;
import io.podbridge.testkit.cluster.ClusterProbe;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;

/** A member in the test's JVM that asks pods' entities how they are, and knows which replica is the oldest. */
final class EntityProbe implements AutoCloseable {
    private static final String BLANK = "Unknown";

    /** A question waits in the region until the entity has a home; only one that was lost has to be repeated. */
    private static final int ASK_EACH = 5;

    private final ClusterProbe cluster;
    private final ActorRef<PodView> answers;
    private final Map<String, PodView> views = new ConcurrentHashMap<>();

    private EntityProbe(ClusterProbe cluster) {
        this.cluster = cluster;
        this.answers = cluster.system()
                .systemActorOf(
                        Behaviors.receiveMessage(view -> {
                            views.put(view.uid(), view);
                            return Behaviors.same();
                        }),
                        "answers",
                        Props.empty());
    }

    static EntityProbe join(Bridge bridge) {
        return new EntityProbe(ClusterProbe.join(bridge.cluster().ports("cluster"), Protocols.all()));
    }

    /** As {@link ClusterProbe#awaitUp}. */
    void awaitUp(int replicas) {
        cluster.awaitUp(replicas);
    }

    /** To be told before a replica is killed: the member at this port will not count any more. */
    void willKill(int port) {
        cluster.willEnd(port);
    }

    /** The port of the oldest replica, which runs the coordinators. */
    int oldestPort() {
        return cluster.oldest();
    }

    /**
     * Asks all of these pods' entities until each has answered, from another replica than that at {@code exceptPort},
     * and knows its pod. Fails after {@code atMost}. First the shards are asked, a hundred of them: thousands of
     * questions, repeated while shards have no home, would themselves be the storm.
     */
    void awaitAll(Collection<String> uids, int exceptPort, Duration atMost) {
        cluster.survey().begin();
        cluster.survey().awaitHeld(cluster.survey().wanted(uids), exceptPort, atMost);
        Set<String> silent = new HashSet<>(uids);
        views.keySet().removeAll(silent);
        var looks = new AtomicInteger();
        Bridge.await("every entity to answer", atMost)
                .pollDelay(Duration.ZERO)
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
        cluster.entities().tell(new ShardingEnvelope<>(uid, new PodCommand.Describe(answers)));
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

    @Override
    public void close() {
        cluster.close();
    }
}
