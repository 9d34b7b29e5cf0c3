package io.podbridge.provider.process.logs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What one reader waits for: that a log is written to, or ends. */
final class LogChange {
    private final CompletableFuture<Void> happened = new CompletableFuture<>();

    void happen() {
        happened.complete(null);
    }

    CompletionStage<Void> happened() {
        return happened;
    }
}
