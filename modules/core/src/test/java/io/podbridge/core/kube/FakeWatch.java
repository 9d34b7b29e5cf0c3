package io.podbridge.core.kube;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Gives a listener one event after the other, each when it is done with the one before. Thread-safe. */
final class FakeWatch implements KubeApi.Watch {
    private final PodWatchListener listener;
    private final Queue<Function<PodWatchListener, CompletionStage<Void>>> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;

    FakeWatch(PodWatchListener listener) {
        this.listener = listener;
    }

    /** Puts an event behind the others; {@link #drain} delivers it. */
    synchronized void add(Function<PodWatchListener, CompletionStage<Void>> event) {
        waiting.add(event);
    }

    /** The last event: nothing follows. */
    synchronized void addEnd(PodWatchListener.End end) {
        waiting.add(to -> {
            close();
            to.ended(end);
            return CompletableFuture.completedFuture(null);
        });
    }

    synchronized boolean open() {
        return !closed;
    }

    /** Delivers what can be delivered now. Never holds a lock while the listener runs. */
    void drain() {
        for (var next = take(); next.isPresent(); next = take()) {
            CompletionStage<Void> done = next.get().apply(listener);
            if (!done.toCompletableFuture().isDone()) {
                done.whenComplete((nothing, failure) -> {
                    free();
                    drain();
                });
                return;
            }
            free();
        }
    }

    private synchronized Optional<Function<PodWatchListener, CompletionStage<Void>>> take() {
        if (busy || closed || waiting.isEmpty()) {
            return Optional.empty();
        }
        busy = true;
        return Optional.of(waiting.remove());
    }

    private synchronized void free() {
        busy = false;
    }

    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
    }
}
