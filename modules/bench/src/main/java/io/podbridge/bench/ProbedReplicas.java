package io.podbridge.bench;

import io.podbridge.app.Protocols;
import io.podbridge.testkit.cluster.ClusterProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Replicas that are ended and started again, and the probe that says how they are. For one thread. */
final class ProbedReplicas implements AutoCloseable {

    /** Pekko moves a fifth of the shards in a round of 10 s. */
    private static final Duration BALANCED_WITHIN = Duration.ofMinutes(2);

    /** Of its fair share of the shards, how much a replica has when it counts as settled. */
    static final double SETTLED_SHARE = 0.8;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Replicas replicas;
    private final ClusterProbe probe;

    private ProbedReplicas(Replicas replicas, ClusterProbe probe) {
        this.replicas = replicas;
        this.probe = probe;
    }

    static ProbedReplicas start(Installation installation, Replicas.Plan plan) {
        var replicas = Replicas.prepare(installation, plan);
        try {
            replicas.start();
            int started = plan.count() - plan.spare();
            var probe = ClusterProbe.join(replicas.members().subList(0, started), Protocols.all());
            probe.awaitUp(started);
            return new ProbedReplicas(replicas, probe);
        } catch (RuntimeException | Error e) {
            replicas.close();
            throw e;
        }
    }

    Replicas replicas() {
        return replicas;
    }

    ClusterProbe probe() {
        return probe;
    }

    /** Kills one. */
    void kill(int index) {
        probe.willEnd(member(index));
        replicas.kill(index);
    }

    /** Has one stop as an operator does; returns when its process is gone. */
    void stop(int index) {
        probe.willEnd(member(index));
        replicas.stop(index);
    }

    /** Starts one; returns when so many are Up. */
    void start(int index, int up) {
        replicas.start(index);
        probe.awaitUp(up);
    }

    int member(int index) {
        return replicas.members().get(index);
    }

    /** The index of the replica that is the member at this port. */
    int indexOf(int member) {
        return replicas.members().indexOf(member);
    }

    /** Waits until each of those that run has most of its share of the shards. */
    void awaitBalanced() {
        long wanted = Math.round(
                SETTLED_SHARE * probe.shards().count() / replicas.pids().size());
        Waiting.until(() -> balanced(wanted), BALANCED_WITHIN, () -> "the shards are not spread: " + homes());
    }

    /** How many shards the replica has. */
    long shardsOf(int index) {
        return homes().getOrDefault(address(index), 0L);
    }

    /** Adds what the replicas logged last to a failure. */
    IllegalStateException explained(IllegalStateException failure) {
        return new IllegalStateException(failure.getMessage() + "\n" + replicas.tails(), failure);
    }

    @Override
    public void close() {
        probe.close();
        replicas.close();
    }

    private boolean balanced(long wanted) {
        Waiting.pause(PAUSE);
        var homes = homes();
        return running().stream().allMatch(address -> homes.getOrDefault(address, 0L) >= wanted);
    }

    private List<String> running() {
        return replicas.pids().keySet().stream()
                .map(name -> address(Integer.parseInt(name.substring(Replicas.NAME.length() + 1))))
                .toList();
    }

    private Map<String, Long> homes() {
        return probe.survey().homes();
    }

    private String address(int index) {
        return "podbridge@127.0.0.1:" + member(index);
    }
}
