package io.podbridge.core.node;

/**
 * Who we are to the API server.
 *
 * @param name the node's name
 * @param bridge the identity of this cluster of replicas: the same on all of them, and no other cluster's
 * @param version podbridge's version
 * @param provider the provider's name
 * @param platformKey what marks this bridge's pods on the platform: its own identity, or that of the bridge whose pods
 *     it has taken over
 */
public record NodeIdentity(String name, String bridge, String version, String provider, String platformKey) {

    /** The annotation that says by which key the bridge's pods are found on the platform, if not by its identity. */
    public static final String PLATFORM_ANNOTATION = "podbridge.io/platform-key";

    /** A bridge whose pods are marked with its identity. */
    public NodeIdentity(String name, String bridge, String version, String provider) {
        this(name, bridge, version, provider, bridge);
    }

    /** The same bridge, whose pods are marked so on the platform. */
    public NodeIdentity withPlatformKey(String key) {
        return new NodeIdentity(name, bridge, version, provider, key);
    }

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
