package io.podbridge.core.node;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.JsonObjects;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of the node's lease. Pure. */
final class NodeLease {
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private NodeLease() {}

    /** A lease that was never renewed by anybody counts as infinitely old. */
    static Instant renewedAt(ApiObject lease) {
        return instant(lease.json().path("spec").path("renewTime").asString("")).orElse(Instant.MIN);
    }

    /** Who holds it, "" if nobody does. */
    static String holder(ApiObject lease) {
        return lease.json().path("spec").path("holderIdentity").asString("");
    }

    /** Whether somebody holds it who is not this bridge. */
    static boolean heldByAnother(ApiObject lease, NodeIdentity identity) {
        return !holder(lease).isEmpty() && !holder(lease).equals(identity.bridge());
    }

    /** Whether a node controller would still believe it. */
    static boolean fresh(ApiObject lease, Instant now) {
        long seconds = lease.json().path("spec").path("leaseDurationSeconds").asLong(0);
        Instant renewed = renewedAt(lease);
        return !renewed.equals(Instant.MIN) && renewed.plusSeconds(seconds).isAfter(now);
    }

    /** A lease to be made. The owner reference has it removed with the Node. */
    static byte[] create(NodeIdentity identity, Optional<String> nodeUid, Duration duration, Instant now) {
        ObjectNode lease = JsonObjects.object();
        lease.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        ObjectNode metadata = lease.putObject("metadata");
        metadata.put("name", identity.name()).put("namespace", "kube-node-lease");
        nodeUid.ifPresent(uid -> metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "v1")
                .put("kind", "Node")
                .put("name", identity.name())
                .put("uid", uid));
        fill(lease.putObject("spec"), identity, duration, now);
        return JsonObjects.bytes(lease);
    }

    /** The same lease, renewed; its resourceVersion stays in it as the fence. */
    static byte[] renew(ApiObject lease, NodeIdentity identity, Duration duration, Instant now) {
        ObjectNode renewed = (ObjectNode) lease.json().deepCopy();
        fill(renewed.withObject("/spec"), identity, duration, now);
        return JsonObjects.bytes(renewed);
    }

    private static void fill(ObjectNode spec, NodeIdentity identity, Duration duration, Instant now) {
        spec.put("holderIdentity", identity.bridge());
        spec.put("leaseDurationSeconds", (int) duration.toSeconds());
        spec.put("renewTime", MICRO_TIME.format(now));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
