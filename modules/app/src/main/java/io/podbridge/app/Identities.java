package io.podbridge.app;

import io.podbridge.core.cluster.ClusterSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a bridge that nothing is written of yet is called, and where its replicas are: made of what all of them have in
 * common and no other cluster has.
 */
final class Identities {
    private static final int DIGITS = 8;

    private Identities() {}

    /** As earlier versions called it, which stored nothing: the cluster's name and its seeds. */
    static String derived(ClusterSettings cluster) {
        List<String> seeds = seeds(cluster);
        String place = seeds.stream().sorted().collect(Collectors.joining(","));
        String machine = seeds.stream().allMatch(Identities::loopback) ? hostName() : "";
        return cluster.name() + "-" + digest(place + "@" + machine).substring(0, DIGITS);
    }

    /**
     * The name of a new bridge: the same on all its replicas, should several come at once, and another one in another
     * Kubernetes cluster, where it must not find on the platform what it runs for this one.
     */
    static String fresh(ClusterSettings cluster, Optional<String> kubernetes) {
        return kubernetes
                .map(uid -> cluster.name() + "-"
                        + digest(uid + "/" + derived(cluster)).substring(0, DIGITS))
                .orElseGet(() -> derived(cluster));
    }

    /** Where the replicas are; a loopback address, which every machine has, with the name of this one. */
    static Set<String> places(ClusterSettings cluster) {
        return seeds(cluster).stream()
                .map(seed -> loopback(seed) ? seed + "@" + hostName() : seed)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> seeds(ClusterSettings cluster) {
        return cluster.seeds().isEmpty() ? List.of(cluster.host() + ":" + cluster.port()) : cluster.seeds();
    }

    private static boolean loopback(String hostAndPort) {
        return hostAndPort.startsWith("127.")
                || hostAndPort.startsWith("localhost:")
                || hostAndPort.startsWith("[::1]");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
