package io.podbridge.core.provider;

import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** A platform in memory; what its creates do is the test's choice. */
final class FakeProvider implements Provider {
    final Map<String, PodReport> running = new ConcurrentHashMap<>();
    volatile Function<PodRequest, CompletionStage<Outcome<PodReport>>> creates =
            request -> CompletableFuture.failedFuture(new IllegalStateException("not said yet"));
    private volatile Consumer<PodReport> sink = report -> {};
    private final Capabilities capabilities;

    FakeProvider(Locality locality) {
        capabilities =
                new Capabilities(locality, locality == Locality.REPLICA, false, Set.of("volumes"), Set.of("hostname"));
    }

    void push(PodReport report) {
        sink.accept(report);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public CompletionStage<Outcome<PodReport>> create(PodRequest request) {
        return creates.apply(request);
    }

    @Override
    public CompletionStage<Outcome<PodReport>> update(PodRequest request) {
        return creates.apply(request);
    }

    @Override
    public CompletionStage<Outcome<Optional<PodReport>>> delete(PodId pod, Duration grace) {
        return CompletableFuture.completedFuture(Outcome.of(Optional.ofNullable(running.remove(pod.uid()))));
    }

    @Override
    public CompletionStage<Outcome<Map<String, PodReport>>> status(Set<String> uids) {
        var found = new ConcurrentHashMap<>(running);
        found.keySet().retainAll(uids);
        return CompletableFuture.completedFuture(Outcome.of(found));
    }

    @Override
    public CompletionStage<Outcome<List<PodReport>>> list() {
        return CompletableFuture.completedFuture(Outcome.of(List.copyOf(running.values())));
    }

    @Override
    public CompletionStage<Outcome<Health>> ping() {
        throw new IllegalStateException("broken");
    }

    @Override
    public void subscribe(Consumer<PodReport> changes) {
        sink = changes;
    }

    @Override
    public void close() {}
}
