package io.podbridge.app;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.provider.Capabilities;
import io.podbridge.core.provider.Health;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.PodRequest;
import io.podbridge.core.provider.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A platform that never answers. */
class SilentProvider implements Provider {

    private static <T> CompletionStage<Outcome<T>> never() {
        return new CompletableFuture<>();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Locality.REMOTE, false, false, Set.of(), Set.of());
    }

    @Override
    public CompletionStage<Outcome<PodReport>> create(PodRequest request) {
        return never();
    }

    @Override
    public CompletionStage<Outcome<PodReport>> update(PodRequest request) {
        return never();
    }

    @Override
    public CompletionStage<Outcome<Optional<PodReport>>> delete(PodId pod, Duration grace) {
        return never();
    }

    @Override
    public CompletionStage<Outcome<Map<String, PodReport>>> status(Set<String> uids) {
        return never();
    }

    @Override
    public CompletionStage<Outcome<List<PodReport>>> list() {
        return never();
    }

    @Override
    public CompletionStage<Outcome<Health>> ping() {
        return never();
    }

    @Override
    public void close() {}
}
