package io.podbridge.core.provider;

import io.podbridge.core.flow.Outcome;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A platform in memory; what its creates do is the test's choice. */
final class FakeProvider implements Provider {
    final Map<String, PodReport> running = new ConcurrentHashMap<>();
    volatile Function<PodRequest, CompletionStage<Outcome<PodReport>>> creates =
            request -> CompletableFuture.failedFuture(new IllegalStateException("not said yet"));
    volatile BiFunction<PodId, Duration, CompletionStage<Outcome<Optional<PodReport>>>> deletes = (pod, grace) ->
            CompletableFuture.completedFuture(Outcome.of(Optional.ofNullable(running.remove(pod.uid()))));
    volatile Function<Set<String>, CompletionStage<Outcome<Map<String, PodReport>>>> looks = this::found;
    volatile Supplier<CompletionStage<Outcome<List<PodReport>>>> lists =
            () -> CompletableFuture.completedFuture(Outcome.of(List.copyOf(running.values())));
    volatile Supplier<CompletionStage<Outcome<Health>>> pings = () -> {
        throw new IllegalStateException("broken");
    };
    final List<Duration> graces = new CopyOnWriteArrayList<>();
    private volatile Consumer<PodReport> sink = report -> {};
    private final Capabilities capabilities;

    FakeProvider(Locality locality) {
        this(new Capabilities(locality, locality == Locality.REPLICA, false, Set.of("volumes"), Set.of("hostname")));
    }

    FakeProvider(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    CompletionStage<Outcome<Map<String, PodReport>>> found(Set<String> uids) {
        var found = new ConcurrentHashMap<>(running);
        found.keySet().retainAll(uids);
        return CompletableFuture.completedFuture(Outcome.of(found));
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
        graces.add(grace);
        return deletes.apply(pod, grace);
    }

    @Override
    public CompletionStage<Outcome<Map<String, PodReport>>> status(Set<String> uids) {
        return looks.apply(uids);
    }

    @Override
    public CompletionStage<Outcome<List<PodReport>>> list() {
        return lists.get();
    }

    @Override
    public CompletionStage<Outcome<Health>> ping() {
        return pings.get();
    }

    @Override
    public void subscribe(Consumer<PodReport> changes) {
        sink = changes;
    }

    @Override
    public void close() {}
}
