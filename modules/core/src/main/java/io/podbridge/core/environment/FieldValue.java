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
            case "status.hostIP" -> first(path, node.hostIps());
            case "status.hostIPs" -> all(path, node.hostIps());
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

    /** Variables are fixed before the containers start; the platform gives out addresses after that. */
    private static Value unknown(String path) {
        return Value.impossible("fieldPath " + path
                + " cannot be a variable on this node: its platform gives a pod the address only when it starts");
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
