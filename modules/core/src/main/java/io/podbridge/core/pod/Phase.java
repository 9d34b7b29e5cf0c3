package io.podbridge.core.pod;

/** {@code status.phase} of a pod. Source: Kubernetes documentation, "Pod Lifecycle". */
public enum Phase {
    /** Accepted, but at least one container has not run yet. */
    PENDING("Pending"),
    /** At least one container runs, or is being started or restarted. */
    RUNNING("Running"),
    /** Every container ended with exit code 0 and none will be restarted. */
    SUCCEEDED("Succeeded"),
    /** Every container ended, at least one of them in failure, and none will be restarted. */
    FAILED("Failed");

    private final String apiName;

    Phase(String apiName) {
        this.apiName = apiName;
    }

    /** The name in the Kubernetes API. */
    public String apiName() {
        return apiName;
    }

    /** Whether a pod never leaves this phase again. */
    public boolean terminal() {
        return this == SUCCEEDED || this == FAILED;
    }
}
