package io.podbridge.http.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are believed for a while. Those who ask the same at the same time share one question; a question that
 * failed is forgotten at once. When it is full the answer that was used the longest ago goes. For any thread.
 */
final class ReviewCache<K, V> {

    /** Below the time in which a request must be answered. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The number tells a question from a later one about the same. */
    private record Entry<V>(long number, CompletableFuture<V> answer, Instant until) {}

    private final int most;
    private final InstantSource clock;
    private final Function<V, Duration> validity;
    private long questions;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * An empty cache.
     *
     * @param validity how long an answer is believed
     */
    ReviewCache(int most, InstantSource clock, Function<V, Duration> validity) {
        this.most = most;
        this.clock = clock;
        this.validity = validity;
    }

    CompletionStage<V> get(K key, Function<K, CompletionStage<V>> ask) {
        CompletableFuture<V> answer = new CompletableFuture<>();
        long number;
        synchronized (this) {
            Entry<V> known = entries.get(key);
            if (known != null && clock.instant().isBefore(known.until())) {
                return known.answer().copy();
            }
            number = ++questions;
            put(key, new Entry<>(number, answer, Instant.MAX));
        }
        var unused = CompletableFuture.completedFuture(key)
                .thenCompose(ask)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((value, failure) -> settle(key, number, answer, value, failure));
        return answer.copy();
    }

    synchronized int size() {
        return entries.size();
    }

    private void settle(K key, long number, CompletableFuture<V> answer, V value, @Nullable Throwable failure) {
        synchronized (this) {
            Entry<V> entry = entries.get(key);
            if (entry != null && entry.number() == number) {
                if (failure == null) {
                    put(key, new Entry<>(number, answer, clock.instant().plus(validity.apply(value))));
                } else {
                    entries.remove(key);
                }
            }
        }
        if (failure == null) {
            answer.complete(value);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    private void put(K key, Entry<V> entry) {
        entries.put(key, entry);
        if (entries.size() > most) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
