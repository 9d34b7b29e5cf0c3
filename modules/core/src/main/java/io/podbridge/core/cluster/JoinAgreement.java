package io.podbridge.core.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What all replicas of a cluster must have in common; compared when one joins, by {@link JoinAgreementCheck}.
 *
 * @param kubernetesCluster the UID of the namespace {@code kube-system}; empty where it may not be read
 * @param bridge the identity of the bridge
 * @param apiServer how this replica found its API server (kubeconfig and context), for people
 */
public record JoinAgreement(Optional<String> kubernetesCluster, Optional<String> bridge, String apiServer) {

    /** Nothing to compare: for an observer, and for tests without an API server. */
    public static JoinAgreement none() {
        return new JoinAgreement(Optional.empty(), Optional.empty(), "");
    }

    /** As keys of the actor system's configuration. */
    Map<String, String> keys() {
        Map<String, String> keys = new TreeMap<>();
        kubernetesCluster.ifPresent(uid -> keys.put(JoinAgreementCheck.KUBERNETES_CLUSTER, uid));
        bridge.ifPresent(identity -> keys.put(JoinAgreementCheck.BRIDGE, identity));
        keys.put(JoinAgreementCheck.API_SERVER, apiServer);
        return keys;
    }
}
