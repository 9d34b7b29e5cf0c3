package io.podbridge.core.kube;

import io.podbridge.core.pod.PodId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of the API. */
final class ApiPath {

    static final String VERSION = "/version";
    static final String PODS = "/api/v1/pods";

    private ApiPath() {}

    static String pod(PodId pod) {
        return pod(pod.namespace(), pod.name());
    }

    static String pod(String namespace, String name) {
        return "/api/v1/namespaces/" + segment(namespace) + "/pods/" + segment(name);
    }

    static String podStatus(PodId pod) {
        return pod(pod) + "/status";
    }

    static String ofNode(String node) {
        return "fieldSelector=" + parameter("spec.nodeName=" + node);
    }

    /** The value of a parameter of a query. */
    static String parameter(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Whether the Node's being Ready hangs on it: the Lease, the Node, and which cluster they are in. */
    static boolean keepsNodeReady(String path) {
        return path.startsWith("/apis/coordination.k8s.io/")
                || path.startsWith("/api/v1/nodes")
                || path.equals("/api/v1/namespaces/kube-system");
    }

    /** Names of the API need no escape; what came in some other way must not become another path. */
    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
