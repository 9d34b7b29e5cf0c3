package io.podbridge.core.node;

import io.podbridge.core.config.IpAddress;
import io.podbridge.core.config.SettingsReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The tunables of the Node object, block {@code podbridge.node}. Reasons, units and ranges are in
 * {@code conf/podbridge.conf}.
 *
 * @param name the Node's name, a DNS-1123 subdomain of at most 63 characters (it is also a label's value)
 * @param labels labels besides those that podbridge sets itself
 * @param taint what keeps ordinary pods away; empty if they shall come
 * @param capacity resource to quantity, over what the provider says
 * @param defaultCapacity likewise, for what neither {@code capacity} nor the provider says
 * @param pods how many pods the node takes
 * @param address the InternalIP of the Node; empty for that of the replica that serves the Node
 * @param operatingSystem the Node's label and {@code nodeInfo}
 * @param leaseDuration after so long without a renewal the Node is NotReady
 * @param statusInterval how often an unchanged status is written
 * @param deregisterOnExit whether the last replica that leaves in an orderly way removes the Node
 * @param takeOver the bridge whose Node, and whose pods on the platform, this one may take over
 */
public record NodeSettings(
        String name,
        Map<String, String> labels,
        Optional<NodeTaint> taint,
        Map<String, String> capacity,
        Map<String, String> defaultCapacity,
        int pods,
        Optional<String> address,
        OperatingSystem operatingSystem,
        Duration leaseDuration,
        Duration statusInterval,
        boolean deregisterOnExit,
        Optional<String> takeOver) {

    /** What the pods run on. */
    public enum OperatingSystem {
        /** Linux. */
        LINUX,
        /** Windows. */
        WINDOWS;

        /** As the API has it: {@code linux}. */
        public String apiName() {
            return switch (this) {
                case LINUX -> "linux";
                case WINDOWS -> "windows";
            };
        }
    }

    /** Reads the block; errors are in the reader. */
    public static NodeSettings read(SettingsReader reader) {
        return new NodeSettings(
                NodeNames.name(reader, "name"),
                NodeNames.labels(reader, "labels"),
                NodeTaint.read(reader.section("taint")),
                NodeNames.quantities(reader, "capacity"),
                NodeNames.quantities(reader, "default-capacity"),
                reader.integer("pods", 1, 200_000),
                IpAddress.read(reader, "address"),
                reader.oneOf("operating-system", OperatingSystem.class),
                reader.duration("lease-duration", Duration.ofSeconds(10), Duration.ofMinutes(10)),
                reader.duration("status-interval", Duration.ofSeconds(10), Duration.ofHours(1)),
                reader.flag("deregister-on-exit"),
                reader.optionalText("take-over"));
    }
}
