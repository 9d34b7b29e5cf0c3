package io.podbridge.core.flow;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Lets a bounded number of asynchronous calls be under way; more wait their turn in a bounded queue, and beyond that
 * the caller is told so. Thread-safe; never blocks.
 */
public final class CallLimiter {
    private final int parallelism;
    private final int queueBound;
    private final Queue<Turn> waiting = new ArrayDeque<>();
    private int underWay;

    /** At most {@code parallelism} calls at once, and {@code queueBound} waiting. Both at least 1. */
    public CallLimiter(int parallelism, int queueBound) {
        this.parallelism = parallelism;
        this.queueBound = queueBound;
    }

    /** Makes the call, now or in turn; empty if the queue is full, in which case it is not made. */
    public <T> Optional<CompletionStage<T>> call(Supplier<CompletionStage<T>> call) {
        var result = new CompletableFuture<T>();
        Turn turn = () -> begun(call, result);
        synchronized (this) {
            if (underWay >= parallelism) {
                return waiting.size() < queueBound && waiting.add(turn) ? Optional.of(result) : Optional.empty();
            }
            underWay++;
        }
        if (turn.over()) {
            passOn();
        }
        return Optional.of(result);
    }

    /** A call whose turn it is. */
    private interface Turn {
        /** Makes the call. Whether it was answered at once, so that its place is the caller's to pass on. */
        boolean over();
    }

    /** Gives the place to the next in the queue, and goes on as long as calls are over at once: no recursion. */
    private void passOn() {
        for (var next = next(); next.isPresent() && next.get().over(); ) {
            next = next();
        }
    }

    /** Whoever comes second, the answer or the end of this method, passes the place on. */
    private <T> boolean begun(Supplier<CompletionStage<T>> call, CompletableFuture<T> result) {
        var first = new AtomicBoolean(true);
        begin(call).whenComplete((value, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                result.complete(value);
            }
            if (!first.getAndSet(false)) {
                passOn();
            }
        });
        return !first.getAndSet(false);
    }

    /** A call that throws, or returns nothing, instead of a stage gives its place back like any other. */
    private static <T> CompletionStage<T> begin(Supplier<CompletionStage<T>> call) {
        try {
            return Objects.requireNonNull(call.get(), "the call returned null instead of a stage");
        } catch (RuntimeException | LinkageError thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** The place goes to the next in the queue, or is free. */
    private synchronized Optional<Turn> next() {
        var next = Optional.ofNullable(waiting.poll());
        if (next.isEmpty()) {
            underWay--;
        }
        return next;
    }
}
