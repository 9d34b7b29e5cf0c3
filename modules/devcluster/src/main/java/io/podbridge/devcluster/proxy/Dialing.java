package io.podbridge.devcluster.proxy;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ApiFailure.Details;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why the other side cannot be reached, as Go's net package says it. */
final class Dialing {
    private Dialing() {}

    static String problem(Endpoint endpoint, Throwable problem) {
        var dial = "dial tcp " + endpoint.authority() + ": ";
        for (@Nullable Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException refused) {
                return dial + "connect: " + lower(refused.getMessage());
            }
            if (cause instanceof TimeoutException) {
                return dial + "i/o timeout";
            }
            if (cause instanceof SSLException tls) {
                return "tls: " + tls.getMessage();
            }
        }
        var text = String.valueOf(unwrapped(problem).getMessage());
        return text.contains("refused") ? dial + "connect: connection refused" : "EOF";
    }

    /** What kube-apiserver answers for an error that it has no words for. */
    static ApiFailure failure(String message) {
        return new ApiFailure(500, "", message, Details.NONE);
    }

    static Throwable unwrapped(Throwable problem) {
        return problem instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : problem;
    }

    private static String lower(@Nullable String text) {
        return text == null || text.isEmpty()
                ? "connection refused"
                : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
