package io.podbridge.core.node;

import io.podbridge.core.feed.FeedSettings;
import io.podbridge.core.health.NodeHealth;
import io.podbridge.core.health.NodeVerdict;
import io.podbridge.core.health.Part;
import io.podbridge.core.health.PartHealth;
import io.podbridge.core.health.PartState;
import io.podbridge.core.health.ReplicaHealth;
import io.podbridge.core.kube.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Nodes to test with. */
final class Nodes {
    static final String NODE = "/api/v1/nodes/n1";
    private static final Instant LATER = Instant.EPOCH.plusSeconds(3600);
    static final Duration LEASE = Duration.ofSeconds(40);
    static final NodeIdentity OURS = new NodeIdentity("n1", "blue", "0.1", "simulated");
    static final NodeIdentity THEIRS = new NodeIdentity("n1", "red", "0.1", "simulated");
    static final NodeTaint TAINT =
            new NodeTaint("virtual-kubelet.io/provider", Optional.empty(), NodeTaint.Effect.NO_SCHEDULE);
    static final NodeSettings SETTINGS = settings(Optional.of(TAINT));
    static final NodeSettings WITHOUT_ADDRESS = settings(Optional.of(TAINT), Optional.empty());
    private static final Duration HOUR = Duration.ofHours(1);
    static final FeedSettings FEED = new FeedSettings(
            "n1",
            FeedSettings.WatchScope.AUTO,
            HOUR,
            HOUR,
            HOUR,
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            0.2,
            5);
    static final Map<String, String> CAPACITY = Map.of("cpu", "20", "memory", "1024Mi", "pods", "1000");

    /** Nobody has reported yet. */
    static final NodeVerdict UNKNOWN =
            NodeHealth.unknown("replica-1", Instant.EPOCH).verdict(Instant.EPOCH, Instant.EPOCH);

    private Nodes() {}

    /** What one replica makes the Node say. */
    static NodeVerdict verdict(PartHealth... parts) {
        return NodeHealth.unknown("replica-1", Instant.EPOCH)
                .heard(new ReplicaHealth("replica-1", List.of(parts)), LATER)
                .verdict(LATER, Instant.EPOCH);
    }

    static PartHealth part(Part part, PartState state, String message) {
        return new PartHealth(part, state, Instant.EPOCH, message);
    }

    static NodeSettings settings(Optional<NodeTaint> taint) {
        return settings(taint, Optional.of("10.0.0.1"));
    }

    static NodeSettings settings(Optional<NodeTaint> taint, Optional<String> address) {
        return new NodeSettings(
                "n1",
                Map.of("team", "blue"),
                taint,
                Map.of(),
                Map.of("cpu", "20", "memory", "100Gi"),
                1000,
                address,
                NodeSettings.OperatingSystem.LINUX,
                LEASE,
                Duration.ofMinutes(5),
                false,
                Optional.empty());
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    static JsonNode json(byte[] text) {
        return JsonMapper.shared().readTree(text);
    }

    static ApiObject object(JsonNode json) {
        var stored = (ObjectNode) json.deepCopy();
        stored.withObject("/metadata").put("resourceVersion", "7");
        return new ApiObject("uid-1", "7", stored);
    }
}
