package io.podbridge.http.session;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What to tell a client of an exception. */
final class Failures {

    private Failures() {}

    static String message(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String name = cause.getClass().getSimpleName();
        return Optional.ofNullable(cause.getMessage()).orElse(name);
    }
}
