package io.podbridge.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Three replicas with many idle pods: what these cost in the calm, then one replica killed after the other. */
final class FailoverExperiment {

    static final String IDLE = "idle pods";
    static final String HEAP = "heap for each, of all replicas together";
    static final String TRAFFIC = "traffic between replicas in the calm, all ways together";
    static final String DROPPED = "messages dropped, in the whole run";

    private static final int REPLICAS = 3;
    private static final int BATCH = 5_000;
    private static final int CLASSES = 25;
    private static final double KILO = 1000;

    private final StormScene scene;
    private final Results results;
    private final Plan plan;

    /**
     * How much of it.
     *
     * @param pods idle ones
     * @param rounds kills
     * @param calm how long traffic is measured
     */
    record Plan(int pods, int rounds, Duration calm) {}

    FailoverExperiment(StormScene scene, Results results, Plan plan) {
        this.scene = scene;
        this.results = results;
        this.plan = plan;
    }

    /** Measures; throws {@link IllegalStateException} when something took too long or the run is void. */
    void run() {
        var settings = List.of(LostMessages.SETTING, "podbridge.node.pods=" + Math.max(1000, plan.pods()));
        var replicasPlan = scene.plan(REPLICAS, 0, settings);
        List<Batch> batches;
        try (var replicas = scene.start(replicasPlan)) {
            try {
                batches = withPods(replicas);
            } catch (IllegalStateException e) {
                throw replicas.explained(e);
            }
            replicas.replicas().stop();
        }
        var lost = LostMessages.in(replicasPlan.directory());
        add(DROPPED, "", (double) lost.dropped());
        add("messages to somebody who was gone, in the whole run", "", (double) lost.undelivered());
        scene.observer().check();
        Audit.checkIdle(replicasPlan.ledger(), batches);
        add("pods, each created once and still there", "", plan.pods());
    }

    private List<Batch> withPods(ProbedReplicas replicas) {
        var empty = HeapHistogram.of(pids(replicas));
        var batches = create();
        var uids = batches.stream().flatMap(batch -> batch.uids().stream()).toList();
        var rounds = new FailoverRounds(scene, results, replicas, uids);
        rounds.settle();
        heap(replicas, empty);
        traffic(replicas);
        for (int round = 1; round <= plan.rounds(); round++) {
            rounds.run(round);
        }
        rounds.settle();
        return batches;
    }

    /** In parts: a flood of all of them would take longer than it may. */
    private List<Batch> create() {
        List<Batch> batches = new ArrayList<>();
        long begin = System.nanoTime();
        for (int made = 0; made < plan.pods(); made += BATCH) {
            batches.add(scene.createAndRun("idle-" + batches.size(), Math.min(BATCH, plan.pods() - made)));
        }
        add("creation and running of all, in parts of 5,000", "1/s", plan.pods() / ((System.nanoTime() - begin) / 1e9));
        return batches;
    }

    private void heap(ProbedReplicas replicas, HeapHistogram empty) {
        var full = HeapHistogram.of(pids(replicas));
        var added = full.since(empty);
        add("heap without pods, of all replicas together", "MB", empty.total() / KILO / KILO);
        add("heap with pods, of all replicas together", "MB", full.total() / KILO / KILO);
        add(HEAP, "kB", added.total() / KILO / plan.pods());
        Console.line("  options of the JVMs as delivered (conf/jvm.options); bytes a pod, by class:");
        added.largest(CLASSES)
                .forEach(entry -> Console.line("  %10s  %s"
                        .formatted(Console.number((double) entry.getValue() / plan.pods()), entry.getKey())));
    }

    private void traffic(ProbedReplicas replicas) {
        var before = Traffic.between(pids(replicas));
        long begin = System.nanoTime();
        Waiting.pause(plan.calm());
        double sent = Traffic.between(pids(replicas)).since(before);
        add(TRAFFIC, "kB/s", sent / KILO / ((System.nanoTime() - begin) / 1e9));
    }

    private static Collection<Long> pids(ProbedReplicas replicas) {
        return replicas.replicas().pids().values();
    }

    private void add(String metric, String unit, double value) {
        results.add(1, IDLE, metric, unit, value);
    }
}
