package io.podbridge.core.pod;

/** {@code spec.restartPolicy}: which ended containers are started again. */
public enum RestartPolicy {
    /** Whatever the exit code was. */
    ALWAYS("Always"),
    /** Only after an exit code other than 0. */
    ON_FAILURE("OnFailure"),
    /** None. */
    NEVER("Never");

    private final String apiName;

    RestartPolicy(String apiName) {
        this.apiName = apiName;
    }

    /** The name in the Kubernetes API. */
    public String apiName() {
        return apiName;
    }

    /** Whether a container that ended with this exit code is started again. */
    public boolean restarts(int exitCode) {
        return switch (this) {
            case ALWAYS -> true;
            case ON_FAILURE -> exitCode != 0;
            case NEVER -> false;
        };
    }
}
