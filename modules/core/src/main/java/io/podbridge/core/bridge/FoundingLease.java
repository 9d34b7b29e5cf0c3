package io.podbridge.core.bridge;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.JsonObjects;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Lease {@code podbridge-founder-<node>}: which bridge serves the node, and which replica may found its cluster.
 *
 * @param bridge the identity; empty if it is missing or nothing that an identity can be
 * @param platformKey what marks its pods on the platform; likewise, and for the identity itself
 * @param places where its replicas are, as those who have founded knew them: {@code host:port}, of loopback addresses
 *     with the machine
 * @param holder the life of the replica that may found: {@code host:port#uid}; "" for none
 * @param version the object's resourceVersion
 */
public record FoundingLease(
        Optional<String> bridge, Optional<String> platformKey, Set<String> places, String holder, String version) {
    private static final String PLACES = "podbridge.io/seeds";
    private static final String BRIDGE = "podbridge.io/bridge";
    private static final String PLATFORM_KEY = "podbridge.io/platform-key";
    private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** Where leases of this namespace are made. */
    public static String collection(String namespace) {
        return "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
    }

    /** The name of a node's. */
    public static String name(String node) {
        return "podbridge-founder-" + node;
    }

    /** Reads it; what makes no sense counts as missing. */
    public static FoundingLease of(ApiObject lease) {
        return new FoundingLease(
                annotation(lease, BRIDGE).filter(IDENTITY.asMatchPredicate()),
                annotation(lease, PLATFORM_KEY).filter(IDENTITY.asMatchPredicate()),
                annotation(lease, PLACES).map(FoundingLease::places).orElse(Set.of()),
                JsonObjects.text(lease.json(), "spec", "holderIdentity").orElse(""),
                lease.resourceVersion());
    }

    /** What marks the bridge's pods on the platform. */
    public Optional<String> key() {
        return platformKey.or(this::bridge);
    }

    /** Whether any replica of the bridge is at one of these places. */
    public boolean knows(Set<String> others) {
        return !Collections.disjoint(places, others);
    }

    /** A new Lease with what is in this one. */
    byte[] created(String name, String namespace, int seconds, Instant now) {
        ObjectNode lease = JsonObjects.object();
        lease.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        lease.putObject("metadata").put("name", name).put("namespace", namespace);
        fill(lease, seconds, now);
        return JsonObjects.bytes(lease);
    }

    /** The same Lease with what is in this one; the version in it is the fence. */
    byte[] replaced(ApiObject old, int seconds, Instant now) {
        ObjectNode lease = (ObjectNode) old.json().deepCopy();
        fill(lease, seconds, now);
        return JsonObjects.bytes(lease);
    }

    private void fill(ObjectNode lease, int seconds, Instant now) {
        ObjectNode annotations = lease.withObject("/metadata").withObject("/annotations");
        bridge.ifPresent(identity -> annotations.put(BRIDGE, identity));
        platformKey.ifPresent(key -> annotations.put(PLATFORM_KEY, key));
        annotations.put(PLACES, String.join(",", new TreeSet<>(places)));
        ObjectNode spec = lease.withObject("/spec");
        spec.put("holderIdentity", holder)
                .put("leaseDurationSeconds", seconds)
                .put("renewTime", MICRO_TIME.format(now));
    }

    private static Optional<String> annotation(ApiObject lease, String name) {
        return JsonObjects.text(lease.json(), "metadata", "annotations", name);
    }

    private static Set<String> places(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .collect(Collectors.toUnmodifiableSet());
    }
}
