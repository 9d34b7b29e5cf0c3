package io.podbridge.core.environment;

import io.podbridge.core.pod.Pod;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a {@code fieldRef}. Source: Kubernetes documentation, "Downward API". */
final class FieldValue {
    private static final Pattern SUBSCRIPT = Pattern.compile("metadata\\.(labels|annotations)\\['(.*)']");

    private FieldValue() {}

    static Value of(String path, Pod pod, NodeFacts node) {
        return switch (path) {
            case "metadata.name" -> new Value.Text(pod.id().name());
            case "metadata.namespace" -> new Value.Text(pod.id().namespace());
            case "metadata.uid" -> new Value.Text(pod.id().uid());
            case "spec.nodeName", "spec.host" -> new Value.Text(node.name());
            case "spec.serviceAccountName" -> new Value.Text(pod.spec().serviceAccount());
            case "status.hostIP" -> first(path, hostIps(pod, node));
            case "status.hostIPs" -> all(path, hostIps(pod, node));
            case "status.podIP" -> first(path, node.podIps());
            case "status.podIPs" -> all(path, node.podIps());
            default -> subscripted(path, pod);
        };
    }

    private static Value first(String path, List<String> addresses) {
        return addresses.isEmpty() ? unknown(path) : new Value.Text(addresses.getFirst());
    }

    private static Value all(String path, List<String> addresses) {
        return addresses.isEmpty() ? unknown(path) : new Value.Text(String.join(",", addresses));
    }

    /** What the pod's status says already: without an address of its own, the node has that of the replica. */
    private static List<String> hostIps(Pod pod, NodeFacts node) {
        return pod.status()
                .hostIp()
                .filter(told -> !node.hostIps().contains(told))
                .map(List::of)
                .orElse(node.hostIps());
    }

    /**
     * Variables are fixed before the containers start; the platform gives out addresses after that. The pod waits, as
     * for anything else that is missing: nobody has done anything wrong, and another provider may know the address.
     */
    private static Value unknown(String path) {
        return Value.missing("fieldPath " + path
                + " is not known on this node before the pod starts: its platform gives out the address only then;"
                + " take the variable out, or run the pod on another node");
    }

    /** A label or annotation that is not there is "", as with the kubelet. */
    private static Value subscripted(String path, Pod pod) {
        Matcher matcher = SUBSCRIPT.matcher(path);
        if (!matcher.matches()) {
            return Value.impossible("unsupported fieldPath: " + path);
        }
        Map<String, String> map = matcher.group(1).equals("labels") ? pod.labels() : pod.annotations();
        return new Value.Text(map.getOrDefault(matcher.group(2), ""));
    }
}
