package io.podbridge.devcluster.api;

import java.util.List;

/**
 * A request that is refused, as the {@code Status} object that tells the client. Thrown, not returned: every step of a
 * request may refuse it, and only the edge answers.
 */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One fault of a body: {@code spec.containers[0].name}, {@code FieldValueRequired}, what is wrong. */
    public record Cause(String field, String reason, String message) {}

    private final int code;
    private final String reason;
    private final transient Details details;

    /** What the failure is about; empty where unknown. */
    public record Details(
            String group, String kind, String name, String uid, List<Cause> causes, int retryAfterSeconds) {
        public static final Details NONE = new Details("", "", "", "", List.of(), 0);
    }

    public ApiFailure(int code, String reason, String message, Details details) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    /** The HTTP status code. */
    public int code() {
        return code;
    }

    /** {@code metav1.StatusReason}, for example {@code NotFound}. */
    public String reason() {
        return reason;
    }

    public Details details() {
        return details;
    }
}
