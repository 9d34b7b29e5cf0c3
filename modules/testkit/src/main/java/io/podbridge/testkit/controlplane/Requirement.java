package io.podbridge.testkit.controlplane;

import org.opentest4j.TestAbortedException;

/**
 * What happens to a test whose tools are missing: it is skipped on a contributor's machine and fails in continuous
 * integration, where nobody would notice a skip.
 */
final class Requirement {

    static final String PROPERTY = "podbridge.require-control-plane";
    static final String VARIABLE = "PODBRIDGE_REQUIRE_CONTROL_PLANE";

    private Requirement() {}

    /** Whether a missing tool is a failure: by the system property or, without it, the environment variable. */
    static boolean isStrict() {
        String property = System.getProperty(PROPERTY);
        return Boolean.parseBoolean(property != null ? property : System.getenv(VARIABLE));
    }

    /** The exception to throw for a missing tool. */
    static RuntimeException missing(String reason) {
        return isStrict() ? new IllegalStateException(reason) : new TestAbortedException(reason);
    }
}
