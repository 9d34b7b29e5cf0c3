package io.podbridge.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Three replicas under new pods: first left alone, then stopped and started again one after another. */
final class RollingExperiment {

    static final int REPLICAS = 3;
    static final String CALM = "calm";
    static final String ROLLING = "rolling";
    static final String P99 = "creation to Running, p99";

    /** Pods that run before anything is counted: they show that the replicas work. */
    private static final int FIRST = 50;

    private final StormScene scene;
    private final Results results;
    private final Plan plan;
    private final List<Phase> phases = new ArrayList<>();

    /**
     * How much of it.
     *
     * @param perSecond new pods
     * @param life of a pod
     * @param calm how long the replicas are left alone first, after as long that is not counted
     * @param between from one being Up to the stop of the next
     * @param rounds how often each is restarted
     * @param restarted how many of the replicas are
     */
    record Plan(double perSecond, Duration life, Duration calm, Duration between, int rounds, int restarted) {}

    /** A time, by {@link System#nanoTime}, of which the pods are looked at alone. */
    private record Phase(String subject, int number, long from, long to) {}

    RollingExperiment(StormScene scene, Results results, Plan plan) {
        this.scene = scene;
        this.results = results;
        this.plan = plan;
    }

    /** Measures; throws {@link IllegalStateException} when something took too long or the run is void. */
    void run() {
        var replicasPlan = scene.plan(REPLICAS, 0, List.of());
        List<Batch> batches;
        try (var replicas = scene.start(replicasPlan)) {
            try {
                batches = underLoad(replicas);
            } catch (IllegalStateException e) {
                throw replicas.explained(e);
            }
            replicas.replicas().stop();
        }
        scene.observer().check();
        Audit.check(replicasPlan.ledger(), batches);
        int pods = batches.stream().mapToInt(Batch::count).sum();
        results.add(1, ROLLING, "pods, each created once and deleted once", "", pods);
    }

    private List<Batch> underLoad(ProbedReplicas replicas) {
        var first = scene.createAndRun("first", FIRST);
        scene.remove(first);
        var load = new SteadyLoad(scene.load(), scene.observer(), "rolling", plan.perSecond(), plan.life()).start();
        Waiting.pause(plan.calm());
        phase(CALM, 1, () -> Waiting.pause(plan.calm()));
        int number = 0;
        long begin = System.nanoTime();
        for (int round = 0; round < plan.rounds(); round++) {
            for (int index = 0; index < plan.restarted(); index++) {
                int replica = index;
                number++;
                phase("restart", number, () -> restart(replicas, replica));
            }
        }
        phases.add(new Phase(ROLLING, 1, begin, System.nanoTime()));
        List<Batch> batches = new ArrayList<>(load.stop());
        batches.add(first);
        phases.forEach(phase -> tell(phase, load.toRunning(phase.from(), phase.to())));
        return batches;
    }

    private void restart(ProbedReplicas replicas, int index) {
        boolean oldest = replicas.member(index) == replicas.probe().oldest();
        long begin = System.nanoTime();
        replicas.stop(index);
        long stopped = System.nanoTime();
        replicas.start(index, REPLICAS);
        long up = System.nanoTime();
        Console.line("  replica %d%s: SIGTERM to its end %.1f s, start to Up %.1f s, load average %s"
                .formatted(
                        index,
                        oldest ? " (oldest)" : "",
                        (stopped - begin) / 1e9,
                        (up - stopped) / 1e9,
                        Machine.loadAverage()));
        Waiting.pause(plan.between());
    }

    private void phase(String subject, int number, Runnable action) {
        long from = System.nanoTime();
        action.run();
        phases.add(new Phase(subject, number, from, System.nanoTime()));
    }

    private void tell(Phase phase, Histogram toRunning) {
        if (phase.subject().equals(CALM)) {
            results.add(1, CALM, "pods", "", (double) toRunning.getTotalCount());
        }
        for (int percentile : new int[] {50, 99}) {
            add(phase, "p" + percentile, toRunning.getValueAtPercentile(percentile));
        }
        add(phase, "max", toRunning.getMaxValue());
    }

    private void add(Phase phase, String which, long micros) {
        results.add(phase.number(), phase.subject(), "creation to Running, " + which, "ms", micros / 1e3);
    }
}
