package io.podbridge.core.bridge;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The {@link Mandate} as it is now, from what this replica's lease keeper finds. By a clock that never jumps, and from
 * the moment a question was asked: the answer may be as old as that. Thread-safe.
 */
public final class BridgeMandate implements Supplier<Mandate> {
    private final Duration leaseDuration;
    private final Supplier<Optional<String>> otherCluster;
    private final LongSupplier nanoTime;
    private final CompletableFuture<Mandate.Lost> lost = new CompletableFuture<>();
    private long confirmedAt;
    private Optional<String> otherHolder = Optional.empty();

    /**
     * A mandate that is held now: the node was found free, or this bridge's.
     *
     * @param otherCluster why the API server is not to be believed, see {@link ClusterFence#objection}
     * @param nanoTime as {@link System#nanoTime}
     */
    public BridgeMandate(Duration leaseDuration, Supplier<Optional<String>> otherCluster, LongSupplier nanoTime) {
        this.leaseDuration = leaseDuration;
        this.otherCluster = otherCluster;
        this.nanoTime = nanoTime;
        this.confirmedAt = nanoTime.getAsLong();
    }

    /** One that is always held. */
    public static BridgeMandate always() {
        return new BridgeMandate(Duration.ZERO, Optional::empty, () -> 0);
    }

    /** The time, as {@link #confirmed} wants it. */
    public long now() {
        return nanoTime.getAsLong();
    }

    /** The lease is this bridge's, by an answer to what was asked at that moment. */
    public synchronized void confirmed(long askedAt) {
        confirmedAt = Math.max(confirmedAt, askedAt);
        otherHolder = Optional.empty();
    }

    /** Somebody else holds the lease. */
    public synchronized void heldBy(String holder) {
        otherHolder = Optional.of(holder);
    }

    /** Another bridge serves the node. The first word of it counts, for good. */
    public void lose(Mandate.Lost why) {
        lost.complete(why);
    }

    /** Completes when the mandate is lost. */
    public CompletionStage<Mandate.Lost> lost() {
        return lost.minimalCompletionStage();
    }

    @Override
    public synchronized Mandate get() {
        return Mandate.of(
                Optional.ofNullable(lost.getNow(null)),
                otherCluster.get(),
                otherHolder,
                Duration.ofNanos(nanoTime.getAsLong() - confirmedAt),
                leaseDuration);
    }
}
