package io.podbridge.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the API server can do while nobody but the benchmark asks anything of it. */
final class RawExperiment {

    static final String SUBJECT = "raw";

    /** A node that does not exist: the API server does not mind, and nobody serves its pods. */
    private static final String NODE = "raw";

    private final Path kubeconfig;
    private final Map<String, Long> processes;
    private final Load load;
    private final Observer observer;
    private final Results results;

    /**
     * How pods were made to run by the least that does it.
     *
     * @param podsPerSecond from the first create to the last Running
     * @param processorMillis of all processes of the benchmark, for each pod
     * @param serverMillis of kube-apiserver and etcd, for each pod
     */
    record Rate(double podsPerSecond, double processorMillis, double serverMillis) {

        static Rate of(int pods, long nanos, Processors used) {
            double server = used.of("kube-apiserver") + used.of("etcd");
            return new Rate(pods / (nanos / 1e9), used.of("") / pods, server / pods);
        }

        /** The middle of two: one taken before, one taken after what is compared with them. */
        Rate and(Rate other) {
            return new Rate(
                    (podsPerSecond + other.podsPerSecond) / 2,
                    (processorMillis + other.processorMillis) / 2,
                    (serverMillis + other.serverMillis) / 2);
        }
    }

    /** {@code processes} are those of the control plane and of this program, by name. */
    RawExperiment(Path kubeconfig, Map<String, Long> processes, Load load, Observer observer, Results results) {
        this.kubeconfig = kubeconfig;
        this.processes = processes;
        this.load = load;
        this.observer = observer;
        this.results = results;
    }

    /** Creates, status writes at several depths, and removals, each alone. */
    void ceilings(int repetition, List<Integer> depths, int writes) {
        var batch = observer.expect("ceiling-" + repetition, Math.max(1000, writes / 2));
        var creates = load.create(batch, NODE);
        add(repetition, "creates, depth 64", "1/s", creates.perSecond());
        var pods = load.find(batch);
        load.writeStatuses(pods, Load.DEPTH, writes);
        for (int depth : depths) {
            var patches = load.writeStatuses(pods, depth, Math.min(writes, 500 + 100 * depth));
            add(repetition, "status writes, depth " + depth, "1/s", patches.perSecond());
            add(repetition, "status writes, depth " + depth + ", p50", "ms", patches.millis(50));
            add(repetition, "status writes, depth " + depth + ", p99", "ms", patches.millis(99));
        }
        add(
                repetition,
                "removals with grace 0, depth 64",
                "1/s",
                load.deleteNow(batch).perSecond());
        batch.awaitGone();
    }

    /** Pods that are created at depth 64 and made Running by the least that does it; their removal is not counted. */
    Rate rate(String name, int count) {
        var batch = observer.expect(name, count);
        try (var loop = new StatusLoop(kubeconfig, batch)) {
            var before = Processors.now(processes);
            long start = System.nanoTime();
            load.create(batch, NODE);
            batch.awaitRunning();
            var used = Processors.now(processes).since(before);
            loop.check();
            load.deleteNow(batch);
            batch.awaitGone();
            return Rate.of(count, batch.lastRunning() - start, used);
        }
    }

    /** The same at a rate that is easy: the floor of every latency. */
    void latency(int repetition, int count, double perSecond) {
        var batch = observer.expect("calm-raw-" + repetition, count);
        try (var loop = new StatusLoop(kubeconfig, batch)) {
            load.createSteadily(batch, NODE, perSecond);
            batch.awaitRunning();
            loop.check();
            var toRunning = batch.addedToRunning();
            String at = " at " + Console.number(perSecond) + " pods/s, ";
            for (double percentile : List.of(50.0, 99.0)) {
                String p = "p" + Console.number(percentile);
                add(repetition, "creation to Running" + at + p, "ms", toRunning.getValueAtPercentile(percentile) / 1e3);
                add(repetition, "status write" + at + p, "ms", loop.latency().getValueAtPercentile(percentile) / 1e3);
            }
            load.deleteNow(batch);
            batch.awaitGone();
        }
    }

    private void add(int repetition, String metric, String unit, double value) {
        results.add(repetition, SUBJECT, metric, unit, value);
    }
}
