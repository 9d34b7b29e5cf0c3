package io.podbridge.provider.simulated;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ProviderFailure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The answer to a call, to be given once; a second one is ignored. */
final class Answer<T> {
    private final CompletableFuture<Outcome<T>> future = new CompletableFuture<>();

    CompletableFuture<Outcome<T>> future() {
        return future;
    }

    void give(Outcome<T> outcome) {
        future.complete(outcome);
    }

    void success(T value) {
        give(Outcome.of(value));
    }

    void rejected(String reason, String message) {
        give(Outcome.failed(new ProviderFailure.Rejected(reason, message, Optional.empty())));
    }

    void unavailable(String reason, String message) {
        give(Outcome.failed(new ProviderFailure.Unavailable(reason, message, Optional.empty())));
    }
}
