package io.podbridge.core.entity;

import io.podbridge.core.kube.ApiResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Asks how far the API server's history of pods has come, once for all who ask meanwhile: after a fail-over the rosters
 * of dozens of shards start at the same moment. Thread-safe.
 */
public final class VersionProbe {
    private final Supplier<CompletionStage<ApiResult<String>>> api;

    /** A question is under way, which began before those who ask now. */
    private boolean asking;

    private Optional<CompletableFuture<ApiResult<String>>> next = Optional.empty();

    /**
     * A probe.
     *
     * @param api asks the API server's store itself
     */
    public VersionProbe(Supplier<CompletionStage<ApiResult<String>>> api) {
        this.api = api;
    }

    /** The answer to a question that is put after this call, never to one that was put before. */
    CompletionStage<ApiResult<String>> ask() {
        synchronized (this) {
            if (asking) {
                var shared = next.orElseGet(CompletableFuture::new);
                next = Optional.of(shared);
                return shared;
            }
            asking = true;
        }
        return send(new CompletableFuture<>());
    }

    private CompletionStage<ApiResult<String>> send(CompletableFuture<ApiResult<String>> answer) {
        api.get().whenComplete((result, failure) -> {
            answer.complete(ApiResult.of(result, failure));
            takeNext().ifPresent(this::send);
        });
        return answer;
    }

    private synchronized Optional<CompletableFuture<ApiResult<String>>> takeNext() {
        var waiting = next;
        next = Optional.empty();
        asking = waiting.isPresent();
        return waiting;
    }
}
