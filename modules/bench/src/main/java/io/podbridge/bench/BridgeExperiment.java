package io.podbridge.bench;

import io.podbridge.bench.RawExperiment.Rate;
import io.podbridge.bench.Replicas.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One life of a number of replicas: started on waiting pods, loaded, measured, stopped, audited. */
final class BridgeExperiment {

    static final String WARM = "warm: creation and running together, to the last Running";
    static final String COLD = "cold: waiting pods, first to last Running";
    static final String SHARE = "warm, as a share of raw";
    static final String RAW_CHANGE = "raw after, as a share of raw before";

    /** Followed by the percentile. */
    static final String TO_RUNNING = "calm: creation to Running, ";

    private static final String NODE = "podbridge";

    private final Surroundings surroundings;
    private final Plan plan;
    private final int repetition;
    private final String subject;
    private final List<Batch> batches = new ArrayList<>();

    /**
     * What it runs in.
     *
     * @param processes those of the benchmark that are there already, by name
     */
    record Surroundings(
            Installation installation,
            Map<String, Long> processes,
            Load load,
            Observer observer,
            RawExperiment raw,
            Results results) {}

    private record Measured(Rate rate, Snapshot before, Snapshot after) {}

    BridgeExperiment(Surroundings surroundings, Plan plan, int repetition) {
        this.surroundings = surroundings;
        this.plan = plan;
        this.repetition = repetition;
        this.subject = subject(plan.count());
    }

    static String subject(int replicas) {
        return replicas == 1 ? "1 replica" : replicas + " replicas";
    }

    /**
     * Measures.
     *
     * @param pods in each batch
     * @param calmPods for the latencies
     * @param perSecond the rate of those
     * @throws IllegalStateException when something did not happen in time, or the run is void
     */
    void run(int pods, int calmPods, double perSecond) {
        var before = surroundings.raw().rate(prefix("raw-before"), pods);
        var warm = replicas(pods, calmPods, perSecond);
        var after = surroundings.raw().rate(prefix("raw-after"), pods);
        compare(warm.rate(), before, after);
        surroundings.observer().check();
        Audit.check(plan.ledger(), batches);
        int all = batches.stream().mapToInt(Batch::count).sum();
        add("pods, each created once and deleted once", "", all);
        if (plan.profile()) {
            Profile.print(plan.directory(), warm.before().time(), warm.after().time());
        }
    }

    private void compare(Rate warm, Rate before, Rate after) {
        var raw = before.and(after);
        add("raw before", "1/s", before.podsPerSecond());
        add("raw after", "1/s", after.podsPerSecond());
        add(RAW_CHANGE, "", after.podsPerSecond() / before.podsPerSecond());
        add(SHARE, "", warm.podsPerSecond() / raw.podsPerSecond());
        add("processor for each pod until it runs, of everything, raw", "ms", raw.processorMillis());
        add("processor for each pod until it runs, of everything, warm", "ms", warm.processorMillis());
        add("the first as a share of the second", "", raw.processorMillis() / warm.processorMillis());
        add("processor of the servers, warm, in times of raw", "", warm.serverMillis() / raw.serverMillis());
    }

    private Measured replicas(int pods, int calmPods, double perSecond) {
        try (var replicas = Replicas.prepare(surroundings.installation(), plan)) {
            try {
                cold(replicas, pods);
                remove(createAndRun(prefix("warm-up"), pods));
                var warm = warm(replicas, pods);
                calm(calmPods, perSecond);
                replicas.stop();
                return warm;
            } catch (IllegalStateException e) {
                throw new IllegalStateException(e.getMessage() + "\n" + replicas.tails(), e);
            }
        }
    }

    private void cold(Replicas replicas, int pods) {
        var batch = expect(prefix("cold"), pods);
        surroundings.load().create(batch, NODE);
        long start = System.nanoTime();
        replicas.start();
        batch.awaitRunning();
        add("cold: start of the processes to first Running", "s", (batch.firstRunning() - start) / 1e9);
        add("cold: start of the processes to last Running", "s", (batch.lastRunning() - start) / 1e9);
        add(COLD, "1/s", pods / ((batch.lastRunning() - batch.firstRunning()) / 1e9));
        remove(batch);
    }

    private Measured warm(Replicas replicas, int pods) {
        Map<String, Long> processes = new HashMap<>(surroundings.processes());
        processes.putAll(replicas.pids());
        int closures = surroundings.observer().closures();
        var before = Snapshot.take(surroundings.load(), processes);
        long start = System.nanoTime();
        var batch = createAndRun(prefix("warm"), pods);
        var running = Snapshot.take(surroundings.load(), processes);
        remove(batch);
        var after = Snapshot.take(surroundings.load(), processes);
        var used = running.processors().since(before.processors());
        var rate = Rate.of(pods, batch.lastRunning() - start, used);
        add(WARM, "1/s", rate.podsPerSecond());
        add("warm: removals, all asked for at depth 64", "1/s", pods / ((batch.lastGone() - batch.firstGone()) / 1e9));
        var cost = new Cost(surroundings.results(), repetition, subject, pods);
        cost.untilRunning(used);
        int own = surroundings.observer().closures() - closures;
        cost.wholeLifecycles(before, after, own, replicas.residentBytes());
        after.threads()
                .since(before.threads())
                .byKind()
                .forEach((kind, millis) -> add("threads " + kind, "ms", millis / pods));
        return new Measured(rate, before, after);
    }

    private void calm(int pods, double perSecond) {
        var batch = expect(prefix("calm"), pods);
        surroundings.load().createSteadily(batch, NODE, perSecond);
        batch.awaitRunning();
        var latency = batch.addedToRunning();
        for (double percentile : List.of(50.0, 90.0, 99.0, 100.0)) {
            String name = TO_RUNNING + "p" + Console.number(percentile);
            add(name, "ms", latency.getValueAtPercentile(percentile) / 1000.0);
        }
        remove(batch);
    }

    private Batch createAndRun(String prefix, int pods) {
        var batch = expect(prefix, pods);
        surroundings.load().create(batch, NODE);
        batch.awaitRunning();
        return batch;
    }

    /** As a user does; on return the objects are gone. */
    private void remove(Batch batch) {
        surroundings.load().delete(batch);
        batch.awaitGone();
    }

    private Batch expect(String prefix, int pods) {
        var batch = surroundings.observer().expect(prefix, pods);
        batches.add(batch);
        return batch;
    }

    private String prefix(String phase) {
        return phase + "-" + plan.count() + "-" + repetition;
    }

    private void add(String metric, String unit, double value) {
        surroundings.results().add(repetition, subject, metric, unit, value);
    }
}
