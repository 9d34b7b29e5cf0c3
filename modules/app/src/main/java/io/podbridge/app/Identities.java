package io.podbridge.app;

import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.config.PodbridgeSettings;
import io.podbridge.core.node.NodeIdentity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who this bridge is: made of what all its replicas have in common and no other cluster has, so that nothing has to be
 * stored or agreed upon.
 */
final class Identities {
    private static final int DIGITS = 8;

    private Identities() {}

    static NodeIdentity of(PodbridgeSettings settings, String version) {
        return new NodeIdentity(settings.node().name(), bridge(settings.cluster()), version, settings.provider());
    }

    /** The cluster's name and where its seeds are; on one machine also which machine. */
    static String bridge(ClusterSettings cluster) {
        return cluster.identity().orElseGet(() -> derived(cluster));
    }

    private static String derived(ClusterSettings cluster) {
        List<String> seeds =
                cluster.seeds().isEmpty() ? List.of(cluster.host() + ":" + cluster.port()) : cluster.seeds();
        String place = seeds.stream().sorted().collect(Collectors.joining(","));
        String machine = seeds.stream().allMatch(Identities::loopback) ? hostName() : "";
        return cluster.name() + "-" + digest(place + "@" + machine).substring(0, DIGITS);
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
