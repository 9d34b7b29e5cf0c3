package io.podbridge.core.flow;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Lets a bounded number of asynchronous calls be under way; more wait their turn in a bounded queue, and beyond that
 * the caller is told so. Thread-safe; never blocks.
 */
public final class CallLimiter {
    private final int parallelism;
    private final int queueBound;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    /** At most {@code parallelism} calls at once, and {@code queueBound} waiting. Both at least 1. */
    public CallLimiter(int parallelism, int queueBound) {
        this.parallelism = parallelism;
        this.queueBound = queueBound;
    }

    /** Makes the call, now or in turn; empty if the queue is full, in which case it is not made. */
    public <T> Optional<CompletionStage<T>> call(Supplier<CompletionStage<T>> call) {
        var result = new CompletableFuture<T>();
        Runnable start = () -> start(call, result);
        synchronized (this) {
            if (underWay >= parallelism) {
                return waiting.size() < queueBound && waiting.add(start) ? Optional.of(result) : Optional.empty();
            }
            underWay++;
        }
        start.run();
        return Optional.of(result);
    }

    private <T> void start(Supplier<CompletionStage<T>> call, CompletableFuture<T> result) {
        begin(call).whenComplete((value, failure) -> {
            next().ifPresent(Runnable::run);
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                result.complete(value);
            }
        });
    }

    /** A call that throws instead of returning a stage gives its place back like any other. */
    private static <T> CompletionStage<T> begin(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** The place goes to the next in the queue, or is free. */
    private synchronized Optional<Runnable> next() {
        var next = Optional.ofNullable(waiting.poll());
        if (next.isEmpty()) {
            underWay--;
        }
        return next;
    }
}
