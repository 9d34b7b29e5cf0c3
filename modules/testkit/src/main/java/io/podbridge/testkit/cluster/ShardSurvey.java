package io.podbridge.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.entity.PodCommand;
import io.podbridge.core.entity.ShardView;
import io.podbridge.core.roster.PodShards;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.awaitility.Awaitility;

/**
 * Asks the rosters of all shards how many pods they hold: a hundred questions, where asking the entities would be tens
 * of thousands, and would itself be the storm. For one thread.
 */
public final class ShardSurvey {
    private static final Duration POLL = Duration.ofMillis(10);

    /** A question waits in the region until the shard has a home; only one that was lost has to be repeated. */
    private static final long LOST_NANOS = Duration.ofMillis(200).toNanos();

    private final PodShards shards;
    private final ActorRef<ShardingEnvelope<PodCommand>> entities;
    private final ActorRef<ShardView> answers;
    private final Map<Integer, ShardView> views = new ConcurrentHashMap<>();
    private final Map<Integer, Long> asked = new ConcurrentHashMap<>();

    ShardSurvey(ActorSystem<?> system, PodShards shards, ActorRef<ShardingEnvelope<PodCommand>> entities) {
        this.shards = shards;
        this.entities = entities;
        this.answers = system.systemActorOf(
                Behaviors.<ShardView>receiveMessage(view -> {
                    views.put(view.shard(), view);
                    asked.remove(view.shard());
                    return Behaviors.same();
                }),
                "shard-views",
                Props.empty());
    }

    /** How many of these pods each shard should hold, by their UIDs. */
    public Map<Integer, Integer> wanted(Collection<String> uids) {
        Map<Integer, Integer> wanted = new HashMap<>();
        shards.all().forEach(shard -> wanted.put(shard, 0));
        uids.forEach(uid -> wanted.merge(shards.shardOf(uid), 1, Integer::sum));
        return wanted;
    }

    /** Forgets all answers: only what is said from now on counts. */
    public void begin() {
        views.clear();
        asked.clear();
    }

    /**
     * Waits until the entities of all these pods have been heard of, since {@link #begin}.
     *
     * @param wanted how many pods each shard should hold
     * @param exceptPort answers of the replica at this port do not count
     * @param longest it fails after that
     */
    public void awaitHeld(Map<Integer, Integer> wanted, int exceptPort, Duration longest) {
        var silent = new HashMap<>(wanted);
        Awaitility.await("all pods of all shards to be held")
                .atMost(longest)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .untilAsserted(() -> {
                    silent.entrySet().removeIf(entry -> holds(entry.getKey(), entry.getValue(), ":" + exceptPort));
                    silent.keySet().forEach(this::ask);
                    assertThat(silent)
                            .as(() -> "shards that lack pods; last answers: " + views)
                            .isEmpty();
                });
    }

    /** How many shards each replica has, by its address, as far as they answer within a second. */
    public Map<String, Long> homes() {
        begin();
        long deadline = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        while (views.size() < shards.count() && System.nanoTime() - deadline < 0) {
            shards.all().filter(shard -> !views.containsKey(shard)).forEach(this::ask);
            LockSupport.parkNanos(POLL.toNanos());
        }
        return views.values().stream().collect(Collectors.groupingBy(ShardView::replica, Collectors.counting()));
    }

    private boolean holds(int shard, int pods, String except) {
        var view = views.get(shard);
        return view != null && view.holding() >= pods && !view.replica().endsWith(except);
    }

    private void ask(int shard) {
        long now = System.nanoTime();
        Long before = asked.get(shard);
        if (before == null || now - before > LOST_NANOS) {
            asked.put(shard, now);
            entities.tell(new ShardingEnvelope<>(shards.rosterOf(shard), new PodCommand.Count(answers)));
        }
    }
}
