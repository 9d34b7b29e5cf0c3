package io.podbridge.core.health;

import io.podbridge.core.health.NodeVerdict.Statement;
import io.podbridge.core.health.NodeVerdict.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the node is, by the last reports of its replicas. Each repeats its own every {@link #REPORT_INTERVAL}, and one
 * that is older than {@link #EXPIRY} counts no more: its replica is gone, or cannot be reached. Pure.
 *
 * @param here the replica that serves the node: its word on the feed counts
 * @param begun since when it does
 * @param reports the last of each replica, and when it was heard
 */
public record NodeHealth(String here, Instant begun, Map<String, Heard> reports) {
    /** Between two reports of a replica: a condition follows within it, and it is one small message. */
    public static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

    /** Three reports: two may be lost in a row. */
    static final Duration EXPIRY = REPORT_INTERVAL.multipliedBy(3);

    /**
     * For so long no replica must have been able to keep its pods, with an API server that answers, before the node is
     * NotReady: that has its pods evicted, so that an outage of the API server, after which writes begin again within
     * 30 s, must not lead to it.
     */
    static final Duration UNREADY_AFTER = Duration.ofMinutes(1);

    /** Whoever begins to serve the node says nothing before every replica could report once. */
    static final Duration FIRST_ROUND = REPORT_INTERVAL.plusSeconds(1);

    /** A report, and when it came. */
    record Heard(ReplicaHealth health, Instant at) {}

    /** Before the first report. */
    public static NodeHealth unknown(String here, Instant now) {
        return new NodeHealth(here, now, Map.of());
    }

    /** With a replica's newest report, and without those that have expired. */
    public NodeHealth heard(ReplicaHealth report, Instant now) {
        Map<String, Heard> next = new TreeMap<>(fresh(now));
        next.put(report.replica(), new Heard(report, now));
        return new NodeHealth(here, begun, Map.copyOf(next));
    }

    /**
     * What the Node should say.
     *
     * @param answering since when the API server has answered the one who asks
     */
    public NodeVerdict verdict(Instant now, Instant answering) {
        List<ReplicaHealth> replicas =
                fresh(now).values().stream().map(Heard::health).toList();
        List<ReplicaHealth> stuck = replicas.stream()
                .filter(replica -> replica.obstacle().isPresent())
                .toList();
        Optional<PartHealth> feed = replicas.stream()
                .filter(replica -> replica.replica().equals(here))
                .flatMap(replica -> replica.part(Part.FEED).stream())
                .filter(PartHealth::failed)
                .findFirst();
        boolean nobody = !replicas.isEmpty() && stuck.size() == replicas.size();
        return new NodeVerdict(
                !replicas.isEmpty() && !now.isBefore(begun.plus(FIRST_ROUND)),
                podsServed(replicas, stuck, feed),
                feed.isEmpty() && !nobody,
                ready(replicas, Duration.between(answering, now).compareTo(UNREADY_AFTER) >= 0),
                platform(replicas),
                0);
    }

    private Map<String, Heard> fresh(Instant now) {
        return new TreeMap<>(reports.entrySet().stream()
                .filter(report -> report.getValue().at().plus(EXPIRY).isAfter(now))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Statement podsServed(List<ReplicaHealth> replicas, List<ReplicaHealth> stuck, Optional<PartHealth> feed) {
        if (replicas.isEmpty()) {
            return new Statement(Truth.UNKNOWN, "NoReport", "no replica has said yet how it is");
        }
        if (feed.isPresent()) {
            return new Statement(Truth.FALSE, "FeedFailed", words(here, feed.get()));
        }
        if (stuck.isEmpty()) {
            return new Statement(Truth.TRUE, "ReplicasServe", wellWith(replicas));
        }
        String reason = stuck.size() == replicas.size() ? "NoReplicaServes" : "ReplicaDoesNotServe";
        return new Statement(Truth.FALSE, reason, obstacles(stuck));
    }

    private static Statement ready(List<ReplicaHealth> replicas, boolean longEnough) {
        boolean nobody = !replicas.isEmpty() && replicas.stream().noneMatch(ReplicaHealth::keepsPods);
        if (nobody) {
            return new Statement(longEnough ? Truth.FALSE : Truth.UNKNOWN, "NoReplicaServes", obstacles(replicas));
        }
        return new Statement(Truth.TRUE, "KubeletReady", "podbridge replicas keep this node");
    }

    /** The platform answers as long as one replica hears it; in whose words, whoever serves the node goes first. */
    private Statement platform(List<ReplicaHealth> replicas) {
        List<ReplicaHealth> hereFirst = replicas.stream()
                .sorted((one, other) -> Boolean.compare(
                        other.replica().equals(here), one.replica().equals(here)))
                .toList();
        List<PartHealth> said = hereFirst.stream()
                .flatMap(replica -> replica.part(Part.PROVIDER).stream())
                .toList();
        return said.stream()
                .filter(part -> !part.failed())
                .findFirst()
                .map(part -> new Statement(Truth.TRUE, "ProviderAnswers", part.message()))
                .or(() -> said.stream()
                        .findFirst()
                        .map(part -> new Statement(Truth.FALSE, "ProviderDoesNotAnswer", part.message())))
                .orElseGet(() -> new Statement(Truth.TRUE, "ProviderAnswers", "not asked yet"));
    }

    private static String wellWith(List<ReplicaHealth> replicas) {
        String notices = replicas.stream()
                .flatMap(replica -> replica.notices().stream().map(part -> words(replica.replica(), part)))
                .collect(Collectors.joining("; "));
        return notices.isEmpty() ? "all replicas that report serve their pods" : notices;
    }

    private static String obstacles(List<ReplicaHealth> stuck) {
        return stuck.stream()
                .flatMap(replica -> replica.obstacle().map(part -> words(replica.replica(), part)).stream())
                .collect(Collectors.joining("; "));
    }

    private static String words(String replica, PartHealth part) {
        return "replica " + replica + ", " + part.part().words() + ": " + part.message();
    }
}
