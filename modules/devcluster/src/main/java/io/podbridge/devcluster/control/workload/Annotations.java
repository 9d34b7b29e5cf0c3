package io.podbridge.devcluster.control.workload;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a Deployment's controller keeps in the annotations of its ReplicaSets. */
final class Annotations {
    static final String REVISION = "deployment.kubernetes.io/revision";
    static final String REVISION_HISTORY = "deployment.kubernetes.io/revision-history";
    static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
    static final String MAX = "deployment.kubernetes.io/max-replicas";

    private static final Set<String> OWN = Set.of(
            "kubectl.kubernetes.io/last-applied-configuration",
            REVISION,
            REVISION_HISTORY,
            DESIRED,
            MAX,
            "deprecated.deployment.rollback.to");

    private Annotations() {}

    /**
     * Those of the ReplicaSet of the newest template: the Deployment's (the cause of the change is among them), and the
     * revision; an older revision of the same template goes to the history.
     */
    static Map<String, String> ofNewest(DeploymentView deployment, Map<String, String> old, long revision) {
        var annotations = new LinkedHashMap<>(old);
        deployment.annotations().forEach((key, value) -> {
            if (!OWN.contains(key)) {
                annotations.put(key, value);
            }
        });
        var before = old.getOrDefault(REVISION, "");
        if (before.isEmpty() || number(before) < revision) {
            annotations.put(REVISION, Long.toString(revision));
            if (!before.isEmpty()) {
                annotations.merge(REVISION_HISTORY, before, (history, added) -> history + "," + added);
            }
        }
        return annotations;
    }

    /** With the size that the Deployment had when the ReplicaSet was last scaled. */
    static void putSize(Map<String, String> annotations, DeploymentView deployment) {
        annotations.put(DESIRED, Integer.toString(deployment.replicas()));
        annotations.put(MAX, Integer.toString(deployment.maxTotal()));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }
}
