package io.podbridge.bench;

/** The bodies that the load is made of. */
final class PodDocuments {

    /** Where all pods of a benchmark are. */
    static final String PODS = "/api/v1/namespaces/default/pods";

    /** At once, without asking the node. */
    static final String DELETE_NOW = "{\"gracePeriodSeconds\":0}";

    /** With the grace period of the pod, as {@code kubectl delete} asks. */
    static final String DELETE = "{}";

    private PodDocuments() {}

    static String path(String name) {
        return PODS + "/" + name;
    }

    static String statusPath(String name) {
        return PODS + "/" + name + "/status";
    }

    /** A pod already bound to a node, so that the speed of a scheduler is not part of the figures. */
    static String pod(String name, String node) {
        return """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","labels":{"app":"bench"}},"spec":{\
            "nodeName":"%s","containers":[{"name":"main","image":"example.invalid/main:1"}],\
            "tolerations":[{"operator":"Exists"}]}}\
            """.formatted(name, node);
    }

    /**
     * The write that podbridge makes when a pod has come to run: of the same fields, with the same fences.
     *
     * @param ip tells one write of a pod from the next, since the API server does not store what changes nothing
     */
    static String running(PodRef pod, String ip) {
        return """
            {"metadata":{"uid":"%s","resourceVersion":"%s"},"status":{"phase":"Running","reason":null,"message":null,\
            "startTime":"2026-01-01T00:00:00Z","observedGeneration":1,"hostIP":"127.0.0.1",\
            "hostIPs":[{"$patch":"replace"},{"ip":"127.0.0.1"}],"podIP":"%s","podIPs":[{"$patch":"replace"},{"ip":"%s"}],\
            "conditions":[%s,%s,%s,%s],"initContainerStatuses":null,"containerStatuses":[{"name":"main",\
            "image":"example.invalid/main:1","imageID":"","containerID":"simulated://%s-main-0","ready":true,\
            "started":true,"restartCount":0,"state":{"running":{"startedAt":"2026-01-01T00:00:00Z"}},"lastState":{}}]}}\
            """.formatted(
                        pod.uid(),
                        pod.resourceVersion(),
                        ip,
                        ip,
                        condition("PodReadyToStartContainers"),
                        condition("Initialized"),
                        condition("ContainersReady"),
                        condition("Ready"),
                        pod.uid());
    }

    private static String condition(String type) {
        return """
            {"type":"%s","status":"True","reason":null,"message":null,"lastTransitionTime":"2026-01-01T00:00:00Z"}\
            """.formatted(type);
    }
}
