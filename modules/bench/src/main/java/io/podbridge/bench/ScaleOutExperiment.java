package io.podbridge.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One replica, then three, under the same batch for each of them; then a fourth that joins under a steady load. */
final class ScaleOutExperiment {

    static final String RATIO = "3 for 1";
    static final String YOUNG = "rate, the first batch";
    static final String WARM = "rate, the second batch";
    static final String JOINING = "a fourth joins";
    static final String OF_CALM = "creation to Running, p99, in times of the calm one";

    private static final int THREE = 3;
    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final Duration JOINED_WITHIN = Duration.ofSeconds(90);

    private final StormScene scene;
    private final Results results;
    private final Plan plan;

    /**
     * How much of it.
     *
     * @param pods of a batch, for each replica
     * @param settings of the platform
     * @param share the rate of the steady load, of the rate of the second batch
     * @param calm how long the load is left alone first, after as long that is not counted
     */
    record Plan(int pods, List<String> settings, double share, Duration calm) {}

    private record Rates(double young, double warm) {}

    ScaleOutExperiment(StormScene scene, Results results, Plan plan) {
        this.scene = scene;
        this.results = results;
        this.plan = plan;
    }

    /** Measures; throws {@link IllegalStateException} when something took too long or the run is void. */
    void run() {
        var one = life(1, 0);
        var three = life(THREE, 1);
        add(RATIO, YOUNG, "", three.young() / one.young());
        add(RATIO, WARM, "", three.warm() / one.warm());
        scene.observer().check();
    }

    private Rates life(int count, int spare) {
        var replicasPlan = scene.plan(count + spare, spare, plan.settings());
        List<Batch> batches = new ArrayList<>();
        try (var replicas = scene.start(replicasPlan)) {
            try {
                replicas.awaitBalanced();
                var rates = new Rates(rate(count, YOUNG, batches), rate(count, WARM, batches));
                if (spare > 0) {
                    batches.addAll(join(replicas, count, rates.warm() * plan.share()));
                }
                replicas.replicas().stop();
                Audit.check(replicasPlan.ledger(), batches);
                return rates;
            } catch (IllegalStateException e) {
                throw replicas.explained(e);
            }
        }
    }

    private double rate(int count, String which, List<Batch> batches) {
        long start = System.nanoTime();
        var batch = scene.createAndRun((which.equals(YOUNG) ? "young-" : "warm-") + count, plan.pods() * count);
        double rate = batch.count() / ((batch.lastRunning() - start) / 1e9);
        add(BridgeExperiment.subject(count), which, "1/s", rate);
        scene.remove(batch);
        batches.add(batch);
        return rate;
    }

    private List<Batch> join(ProbedReplicas replicas, int newcomer, double perSecond) {
        add(JOINING, "steady rate", "1/s", perSecond);
        var load = new SteadyLoad(scene.load(), scene.observer(), "join", perSecond, LIFE).start();
        Waiting.pause(plan.calm());
        long calm = System.nanoTime();
        Waiting.pause(plan.calm());
        long begin = System.nanoTime();
        replicas.start(newcomer, newcomer + 1);
        long up = System.nanoTime();
        awaitShare(replicas, newcomer);
        long there = System.nanoTime();
        var batches = load.stop();
        add(JOINING, "start to Up", "s", (up - begin) / 1e9);
        add(JOINING, "start to its share of the shards", "s", (there - begin) / 1e9);
        double before = p99("calm", load, calm, begin);
        double meanwhile = p99(JOINING, load, begin, there);
        add(JOINING, OF_CALM, "", meanwhile / before);
        return batches;
    }

    private void awaitShare(ProbedReplicas replicas, int newcomer) {
        double share = ProbedReplicas.SETTLED_SHARE * replicas.probe().shards().count() / (newcomer + 1);
        Waiting.until(
                () -> scene.small() || replicas.shardsOf(newcomer) >= share,
                JOINED_WITHIN,
                () -> "the newcomer has " + replicas.shardsOf(newcomer) + " shards");
    }

    private double p99(String subject, SteadyLoad load, long from, long to) {
        var toRunning = load.toRunning(from, to);
        add(subject, "creation to Running, p50", "ms", toRunning.getValueAtPercentile(50) / 1e3);
        add(subject, "creation to Running, max", "ms", toRunning.getMaxValue() / 1e3);
        double p99 = toRunning.getValueAtPercentile(99) / 1e3;
        add(subject, "creation to Running, p99", "ms", p99);
        return p99;
    }

    private void add(String subject, String metric, String unit, double value) {
        results.add(1, subject, metric, unit, value);
    }
}
