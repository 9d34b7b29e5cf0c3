package io.podbridge.core.node;

/**
 * Who we are to the API server.
 *
 * @param name the node's name
 * @param bridge the identity of this cluster of replicas: the same on all of them, and no other cluster's
 * @param version podbridge's version
 * @param provider the provider's name
 */
public record NodeIdentity(String name, String bridge, String version, String provider) {

    /** The annotation of the Node that says which bridge it belongs to. */
    public static final String BRIDGE_ANNOTATION = "podbridge.io/bridge";

    /** Where the Node is in the API. */
    public String nodePath() {
        return "/api/v1/nodes/" + name;
    }

    /** Where its lease is. Source: Kubernetes documentation, "Leases: node heartbeats". */
    public String leasePath() {
        return LEASES + "/" + name;
    }

    /** Where leases of nodes are made. */
    static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
}
