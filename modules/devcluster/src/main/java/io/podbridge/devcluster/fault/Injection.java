package io.podbridge.devcluster.fault;

import io.podbridge.devcluster.request.RequestInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A fault that is on, until it is closed or has struck often enough. Thread-safe. */
public final class Injection implements AutoCloseable {
    private final Predicate<RequestInfo> which;
    private final Fault fault;
    private final int times;
    private final Consumer<Injection> forget;
    private final AtomicInteger hits = new AtomicInteger();
    private final CompletableFuture<Void> lifted = new CompletableFuture<>();

    Injection(Predicate<RequestInfo> which, Fault fault, int times, Consumer<Injection> forget) {
        this.which = which;
        this.fault = fault;
        this.times = times;
        this.forget = forget;
    }

    public Fault fault() {
        return fault;
    }

    /** How many requests it has struck. */
    public int hits() {
        return Math.min(hits.get(), times);
    }

    /** Completes when the fault is lifted. */
    public CompletionStage<Void> lifted() {
        return lifted;
    }

    /** Whether it strikes this request; counts if so. */
    boolean strikes(RequestInfo request) {
        return applies(request) && hits.get() < times && which.test(request) && hits.getAndIncrement() < times;
    }

    private boolean applies(RequestInfo request) {
        return !(fault instanceof Fault.CutWatch) || request.verb().equals("watch");
    }

    @Override
    public void close() {
        forget.accept(this);
        lifted.complete(null);
    }
}
