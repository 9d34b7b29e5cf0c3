package io.podbridge.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Kills one replica in each round, in turn that with the feed and another, until all its pods have been heard again.
 */
final class FailoverRounds {

    static final String FEED = "the feed's dies";
    static final String ANOTHER = "another dies";
    static final String HEARD = "kill -9 until every pod's entity has been heard";
    static final String LIST = "one complete LIST, just before";
    static final String BEYOND = "the same beyond what the LIST takes";

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int NONE = 0;

    private final StormScene scene;
    private final Results results;
    private final ProbedReplicas replicas;
    private final Map<Integer, Integer> wanted;

    /** {@code uids} are those of all pods. */
    FailoverRounds(StormScene scene, Results results, ProbedReplicas replicas, Collection<String> uids) {
        this.scene = scene;
        this.results = results;
        this.replicas = replicas;
        this.wanted = replicas.probe().survey().wanted(uids);
    }

    /** Waits until every replica has its share of the shards, and every pod's entity is heard. */
    void settle() {
        replicas.probe().awaitUp(replicas.replicas().count());
        if (!scene.small()) {
            replicas.awaitBalanced();
        }
        heard(NONE);
    }

    /** Kills one, measures, starts it again, and waits until all is as before. */
    void run(int round) {
        try (var listing = new PodListing(scene.kubeconfig())) {
            double list = listing.nanos() / 1e9;
            int feed = feedOf(listing.kubeletPort());
            int victim = round % 2 == 1 ? feed : anotherThan(feed, round);
            String subject = victim == feed ? FEED : ANOTHER;
            boolean oldest = replicas.member(victim) == replicas.probe().oldest();
            double heard = kill(victim);
            Console.line("  round %d: replica %d%s, load average %s"
                    .formatted(round, victim, oldest ? ", the oldest" : "", Machine.loadAverage()));
            results.add(round, subject, LIST, "s", list);
            results.add(round, subject, HEARD, "s", heard);
            if (victim == feed) {
                results.add(round, subject, BEYOND, "s", heard - list);
            }
            replicas.start(victim, replicas.replicas().count());
            settle();
        }
    }

    private double kill(int victim) {
        replicas.probe().survey().begin();
        long begin = System.nanoTime();
        replicas.kill(victim);
        replicas.probe().survey().awaitHeld(wanted, replicas.member(victim), LONGEST);
        return (System.nanoTime() - begin) / 1e9;
    }

    private void heard(int exceptPort) {
        replicas.probe().survey().begin();
        replicas.probe().survey().awaitHeld(wanted, exceptPort, LONGEST);
    }

    private int feedOf(int kubeletPort) {
        return replicas.replicas().kubelets().stream()
                .filter(kubelet -> kubelet.port() == kubeletPort)
                .map(kubelet -> replicas.indexOf(kubelet.member()))
                .findFirst()
                .orElseThrow();
    }

    /** In turn the one and the other. */
    private int anotherThan(int feed, int round) {
        var others = IntStream.range(0, replicas.replicas().count())
                .filter(index -> index != feed)
                .toArray();
        return others[round / 2 % others.length];
    }
}
