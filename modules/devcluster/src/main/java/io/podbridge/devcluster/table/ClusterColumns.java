package io.podbridge.devcluster.table;

import static io.podbridge.devcluster.table.Column.count;
import static io.podbridge.devcluster.table.Column.flag;
import static io.podbridge.devcluster.table.Column.named;
import static io.podbridge.devcluster.table.Column.number;
import static io.podbridge.devcluster.table.Column.text;
import static io.podbridge.devcluster.table.Subject.word;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nodes, namespaces, events, leases and other kinds of the cluster itself. */
final class ClusterColumns {
    private static final String ROLE_PREFIX = "node-role.kubernetes.io/";

    static final List<Column> NODES = List.of(
            Column.NAME,
            text("Status", ClusterColumns::nodeStatus),
            text("Roles", ClusterColumns::nodeRoles),
            Column.AGE,
            text("Version", node -> node.text("status", "nodeInfo", "kubeletVersion")),
            text("Internal-IP", node -> nodeAddress(node, "InternalIP")).inWide(),
            text("External-IP", node -> nodeAddress(node, "ExternalIP")).inWide(),
            text("OS-Image", node -> node.textOr("<unknown>", "status", "nodeInfo", "osImage"))
                    .inWide(),
            text("Kernel-Version", ClusterColumns::kernel).inWide(),
            text("Container-Runtime", node -> node.textOr("<unknown>", "status", "nodeInfo", "containerRuntimeVersion"))
                    .inWide());

    static final List<Column> NAMESPACES =
            List.of(Column.NAME, text("Status", namespace -> namespace.text("status", "phase")), Column.AGE);

    static final List<Column> EVENTS = List.of(
            text("Last Seen", ClusterColumns::lastSeen),
            text("Type", event -> event.text("type")),
            text("Reason", event -> event.text("reason")),
            text("Object", ClusterColumns::involved),
            text("Subobject", event -> event.text("involvedObject", "fieldPath"))
                    .inWide(),
            text("Source", ClusterColumns::eventSource).inWide(),
            text("Message", event -> event.text("message").strip()),
            text("First Seen", ClusterColumns::firstSeen).inWide(),
            count("Count", ClusterColumns::eventCount).inWide(),
            named("Name", event -> event.text("metadata", "name")).inWide());

    static final List<Column> LEASES =
            List.of(Column.NAME, text("Holder", lease -> lease.text("spec", "holderIdentity")), Column.AGE);

    static final List<Column> CONFIG_MAPS = List.of(
            Column.NAME,
            count("Data", map -> map.at("data").size() + map.at("binaryData").size()),
            Column.AGE);

    static final List<Column> SECRETS = List.of(
            Column.NAME,
            text("Type", secret -> secret.text("type")),
            count("Data", secret -> secret.at("data").size()),
            Column.AGE);

    static final List<Column> SERVICE_ACCOUNTS = List.of(Column.NAME, Column.AGE);

    static final List<Column> RUNTIME_CLASSES =
            List.of(Column.NAME, text("Handler", type -> type.text("handler")), Column.AGE);

    static final List<Column> PRIORITY_CLASSES = List.of(
            Column.NAME,
            number("Value", type -> type.number("value")),
            flag("Global-Default", type -> type.flag(false, "globalDefault")),
            Column.AGE,
            text("PreemptionPolicy", type -> type.text("preemptionPolicy")));

    static final List<Column> RESOURCE_QUOTAS = List.of(
            Column.NAME,
            text("Request", quota -> usage(quota, false)),
            text("Limit", quota -> usage(quota, true)),
            Column.AGE);

    private ClusterColumns() {}

    private static String nodeStatus(Subject node) {
        String ready = node.each("status", "conditions")
                .filter(condition -> word(condition, "type").equals("Ready"))
                .reduce((first, last) -> last)
                .map(condition -> word(condition, "status").equals("True") ? "Ready" : "NotReady")
                .orElse("Unknown");
        return node.flag(false, "spec", "unschedulable") ? ready + ",SchedulingDisabled" : ready;
    }

    private static String nodeRoles(Subject node) {
        Stream<String> prefixed = node.at("metadata", "labels").propertyNames().stream()
                .filter(label -> label.startsWith(ROLE_PREFIX))
                .map(label -> label.substring(ROLE_PREFIX.length()));
        String roles = Stream.concat(prefixed, Stream.of(node.text("metadata", "labels", "kubernetes.io/role")))
                .filter(role -> !role.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
        return roles.isEmpty() ? "<none>" : roles;
    }

    private static String nodeAddress(Subject node, String type) {
        return node.each("status", "addresses")
                .filter(address -> word(address, "type").equals(type))
                .map(address -> word(address, "address"))
                .findFirst()
                .orElse("<none>");
    }

    private static String kernel(Subject node) {
        String kernel = node.textOr("<unknown>", "status", "nodeInfo", "kernelVersion");
        String architecture = node.text("status", "nodeInfo", "architecture");
        return architecture.isEmpty() ? kernel : kernel + " (" + architecture + ")";
    }

    private static String firstSeen(Subject event) {
        return event.since(event.has("firstTimestamp") ? "firstTimestamp" : "eventTime");
    }

    private static String lastSeen(Subject event) {
        if (event.has("series")) {
            return event.since("series", "lastObservedTime");
        }
        return event.has("lastTimestamp") ? event.since("lastTimestamp") : firstSeen(event);
    }

    /** An event of the newer API that came once has no count. */
    private static long eventCount(Subject event) {
        return event.has("series") ? event.number("series", "count") : Math.max(1, event.number("count"));
    }

    private static String involved(Subject event) {
        return lowered(event.text("involvedObject", "kind"), event.text("involvedObject", "name"));
    }

    /** {@code pod/name}: the kind in the form that kubectl takes. */
    static String lowered(String kind, String name) {
        String lower = kind.toLowerCase(Locale.ROOT);
        return name.isEmpty() ? lower : lower + "/" + name;
    }

    private static String eventSource(Subject event) {
        String component = event.textOr(event.text("reportingComponent"), "source", "component");
        String instance = event.textOr(event.text("reportingInstance"), "source", "host");
        return instance.isEmpty() ? component : component + ", " + instance;
    }

    private static String usage(Subject quota, boolean limits) {
        return quota.at("status", "hard").properties().stream()
                .filter(hard -> hard.getKey().startsWith("limits.") == limits)
                .map(hard -> hard.getKey() + ": "
                        + quota.textOr("0", "status", "used", hard.getKey()) + "/"
                        + hard.getValue().asString(""))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
