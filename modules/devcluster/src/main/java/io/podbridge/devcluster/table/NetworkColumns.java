package io.podbridge.devcluster.table;

import static io.podbridge.devcluster.table.Column.text;
import static io.podbridge.devcluster.table.Subject.word;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Services, endpoints, ingresses and network policies. */
final class NetworkColumns {
    private static final String NONE = "<none>";

    static final List<Column> SERVICES = List.of(
            Column.NAME,
            text("Type", service -> service.text("spec", "type")),
            text("Cluster-IP", NetworkColumns::clusterAddress),
            text("External-IP", NetworkColumns::externalAddress),
            text("Port(s)", NetworkColumns::ports),
            Column.AGE,
            text("Selector", service -> LabelText.of(service.at("spec", "selector")))
                    .inWide());

    static final List<Column> ENDPOINTS =
            List.of(Column.NAME, text("Endpoints", NetworkColumns::endpoints), Column.AGE);

    static final List<Column> ENDPOINT_SLICES = List.of(
            Column.NAME,
            text("AddressType", slice -> slice.text("addressType")),
            text(
                    "Ports",
                    slice -> orUnset(Subject.firstThree(
                            slice.each("ports").map(NetworkColumns::slicePort).toList()))),
            text("Endpoints", slice -> orUnset(Subject.firstThree(sliceAddresses(slice)))),
            Column.AGE);

    static final List<Column> INGRESSES = List.of(
            Column.NAME,
            text("Class", ingress -> ingress.textOr(NONE, "spec", "ingressClassName")),
            text("Hosts", NetworkColumns::hosts),
            text("Address", NetworkColumns::loadBalancers),
            text("Ports", ingress -> ingress.at("spec", "tls").isEmpty() ? "80" : "80, 443"),
            Column.AGE);

    static final List<Column> INGRESS_CLASSES = List.of(
            Column.named(
                    "Name",
                    type -> StorageColumns.withDefaultMark(type, "ingressclass.kubernetes.io/is-default-class")),
            text("Controller", type -> type.text("spec", "controller")),
            text("Parameters", NetworkColumns::parameters),
            Column.AGE);

    static final List<Column> NETWORK_POLICIES = List.of(
            Column.NAME,
            text("Pod-Selector", policy -> LabelText.ofSelector(policy.at("spec", "podSelector"))),
            Column.AGE);

    private NetworkColumns() {}

    private static String clusterAddress(Subject service) {
        String first = service.at("spec", "clusterIPs").path(0).asString("");
        return first.isEmpty() ? NONE : first;
    }

    private static String externalAddress(Subject service) {
        String given = Subject.joined(service.at("spec", "externalIPs"));
        return switch (service.text("spec", "type")) {
            case "ClusterIP", "NodePort" -> given.isEmpty() ? NONE : given;
            case "LoadBalancer" -> {
                String all = Stream.of(loadBalancers(service), given)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(","));
                yield all.isEmpty() ? "<pending>" : all;
            }
            case "ExternalName" -> service.text("spec", "externalName");
            default -> "<unknown>";
        };
    }

    private static String loadBalancers(Subject subject) {
        return subject.each("status", "loadBalancer", "ingress")
                .map(ingress -> word(ingress, "ip").isEmpty() ? word(ingress, "hostname") : word(ingress, "ip"))
                .filter(address -> !address.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static String ports(Subject service) {
        String ports = service.each("spec", "ports").map(NetworkColumns::port).collect(Collectors.joining(","));
        return ports.isEmpty() ? NONE : ports;
    }

    private static String port(JsonNode port) {
        int nodePort = port.path("nodePort").asInt(0);
        String number = nodePort > 0
                ? port.path("port").asInt(0) + ":" + nodePort
                : String.valueOf(port.path("port").asInt(0));
        return number + "/" + word(port, "protocol");
    }

    private static String endpoints(Subject endpoints) {
        if (endpoints.at("subsets").isEmpty()) {
            return NONE;
        }
        List<String> all = new ArrayList<>();
        endpoints.each("subsets").forEach(subset -> addEndpoints(all, subset));
        return Subject.firstThree(all);
    }

    private static void addEndpoints(List<String> all, JsonNode subset) {
        List<String> addresses = Subject.stream(subset.path("addresses"))
                .map(address -> word(address, "ip"))
                .toList();
        if (subset.path("ports").isEmpty()) {
            all.addAll(addresses);
        }
        for (JsonNode port : subset.path("ports")) {
            addresses.forEach(
                    address -> all.add(hostAndPort(address, port.path("port").asInt(0))));
        }
    }

    private static String hostAndPort(String address, int port) {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    private static String slicePort(JsonNode port) {
        if (port.path("port").isNumber()) {
            return port.path("port").asString();
        }
        return port.path("name").isString() ? word(port, "name") : "*";
    }

    private static List<String> sliceAddresses(Subject slice) {
        return slice.each("endpoints")
                .flatMap(endpoint -> Subject.stream(endpoint.path("addresses")))
                .map(address -> address.asString(""))
                .toList();
    }

    private static String orUnset(String text) {
        return text.isEmpty() ? "<unset>" : text;
    }

    private static String hosts(Subject ingress) {
        List<String> hosts = ingress.each("spec", "rules")
                .map(rule -> word(rule, "host"))
                .filter(host -> !host.isEmpty())
                .toList();
        return hosts.isEmpty() ? "*" : Subject.firstThree(hosts);
    }

    private static String parameters(Subject type) {
        if (!type.has("spec", "parameters")) {
            return NONE;
        }
        String group = type.text("spec", "parameters", "apiGroup");
        String kind = type.text("spec", "parameters", "kind");
        return (group.isEmpty() ? kind : kind + "." + group) + "/" + type.text("spec", "parameters", "name");
    }
}
