package io.podbridge.core.provider;

import io.podbridge.core.flow.CallLimiter;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.telemetry.Counter;
import io.podbridge.core.telemetry.Gauge;
import io.podbridge.core.telemetry.Telemetry;
import io.podbridge.core.telemetry.Timing;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Calls of the provider of one kind: how many are under way, how long each is waited for, and what becomes of one that
 * does not end. Every call has exactly one answer, which is a value whatever the provider does. Thread-safe.
 *
 * <p>A call keeps its place until the provider's own future ends, for at most {@link Terms#place}; then it is counted
 * apart, up to a second bound, and above that keeps its place after all: what is really under way stays bounded.
 */
final class CallLane {
    /** Calls that may wait for a free place: far above the pods of any one replica, so a bound for bugs. */
    private static final int QUEUE = 100_000;

    private final String name;
    private final CallLimiter places;
    private final int maxOverdue;
    private final Telemetry telemetry;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger overdue = new AtomicInteger();

    CallLane(String name, int parallelism, int maxOverdue, Telemetry telemetry) {
        this.name = name;
        this.places = new CallLimiter(parallelism, QUEUE);
        this.maxOverdue = maxOverdue;
        this.telemetry = telemetry;
    }

    /**
     * How long a call may take.
     *
     * @param turn it waits for a place
     * @param answer it is waited for, from the moment it is made
     * @param place it keeps its place
     */
    record Terms(Duration turn, Duration answer, Duration place) {}

    /**
     * A call that was asked for.
     *
     * @param answer what came of it; never exceptional
     * @param ended when the provider's own future has ended, which may be much later
     */
    record Call<T>(CompletionStage<Outcome<T>> answer, CompletionStage<Void> ended) {}

    /** Whether so many calls hang that it refuses to make more. */
    boolean stuck() {
        return overdue.get() >= maxOverdue;
    }

    /** Makes the call, now or in turn; what it answers goes through {@code stamp}. */
    <T> Call<T> call(String what, Terms terms, Supplier<CompletionStage<Outcome<T>>> call, UnaryOperator<T> stamp) {
        var attempt = new Attempt<>(what, terms, call, stamp);
        if (places.call(attempt::make).isEmpty()) {
            attempt.refuse("more than " + QUEUE + " calls of " + what + " are waiting");
        } else {
            attempt.awaitTurn();
        }
        return new Call<>(attempt.answer, attempt.ended);
    }

    private void count() {
        telemetry.set(Gauge.PROVIDER_UNDER_WAY, name, underWay.get());
        telemetry.set(Gauge.PROVIDER_OVERDUE, name, overdue.get());
    }

    private final class Attempt<T> {
        private final String what;
        private final Terms terms;
        private final Supplier<CompletionStage<Outcome<T>>> call;
        private final UnaryOperator<T> stamp;
        private final CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final CompletableFuture<Void> place = new CompletableFuture<>();
        private final AtomicBoolean decided = new AtomicBoolean();
        private final AtomicBoolean apart = new AtomicBoolean();

        private Attempt(String what, Terms terms, Supplier<CompletionStage<Outcome<T>>> call, UnaryOperator<T> stamp) {
            this.what = what;
            this.terms = terms;
            this.call = call;
            this.stamp = stamp;
        }

        /** One that waits for too long is not made any more: nobody would wait for it. */
        private void awaitTurn() {
            if (!decided.get()) {
                unlessEnded(
                        terms.turn(),
                        () -> refuse("it waited for " + terms.turn().toSeconds() + " s for its turn"));
            }
        }

        private void refuse(String why) {
            if (decided.compareAndSet(false, true)) {
                telemetry.add(Counter.PROVIDER_REFUSED, what);
                ended.complete(null);
                answer.complete(
                        Outcome.failed(new ProviderFailure.Rejected("ProviderOverloaded", why, Optional.empty())));
            }
        }

        /** Its turn has come. The stage is that of its place. */
        private CompletionStage<Void> make() {
            if (!decided.compareAndSet(false, true)) {
                return CompletableFuture.completedFuture(null);
            }
            telemetry.add(Counter.PROVIDER_CALLS, what);
            underWay.incrementAndGet();
            count();
            long begun = System.nanoTime();
            var own = begin();
            var unused = own.whenComplete((outcome, failure) -> {
                end(begun);
                answer(failure == null ? outcome : Outcome.failed(broken(failure)));
                place.complete(null);
            });
            unlessEnded(terms.answer(), this::late);
            unlessEnded(terms.place(), this::leavePlace);
            return place;
        }

        private CompletableFuture<Outcome<T>> begin() {
            try {
                return Objects.requireNonNull(call.get(), "it returned null instead of a stage")
                        .thenApply(outcome -> checked(outcome, stamp))
                        .toCompletableFuture();
            } catch (RuntimeException | LinkageError thrown) {
                return CompletableFuture.failedFuture(thrown);
            }
        }

        /** The end is told before the answer: whoever has the answer finds nothing under way. */
        private void end(long begun) {
            underWay.decrementAndGet();
            telemetry.took(Timing.PROVIDER_CALL, what, Duration.ofNanos(System.nanoTime() - begun));
            ended.complete(null);
            comeBack();
            count();
        }

        private void answer(Outcome<T> outcome) {
            if (answer.complete(outcome) && outcome instanceof Outcome.Failure<T>) {
                telemetry.add(Counter.PROVIDER_FAILURES, what);
            }
        }

        private void late() {
            telemetry.add(Counter.PROVIDER_OVERDUE, what);
            answer(Outcome.failed(unavailable("the provider did not answer the " + what + " within "
                    + terms.answer().toSeconds() + " s")));
        }

        private ProviderFailure broken(Throwable failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return unavailable("the provider failed in " + what + ": " + cause);
        }

        /** While there is no room among those that are counted apart, it keeps its place. */
        private void leavePlace() {
            if (overdue.incrementAndGet() > maxOverdue) {
                overdue.decrementAndGet();
                unlessEnded(terms.place(), this::leavePlace);
                return;
            }
            apart.set(true);
            if (ended.isDone()) {
                comeBack();
            }
            count();
            place.complete(null);
        }

        private void comeBack() {
            if (apart.compareAndSet(true, false)) {
                overdue.decrementAndGet();
            }
        }

        /** A timer that ends with the call. */
        private void unlessEnded(Duration after, Runnable task) {
            var unused = ended.copy()
                    .orTimeout(after.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((done, timeout) -> {
                        if (timeout != null) {
                            task.run();
                        }
                    });
        }
    }

    private static ProviderFailure unavailable(String message) {
        return new ProviderFailure.Unavailable("ProviderUnavailable", message, Optional.empty());
    }

    /** Stamps what was answered. An answer without content is a bug of the provider, which the exception names. */
    static <T> Outcome<T> checked(Outcome<T> outcome, UnaryOperator<T> stamp) {
        return switch (Objects.requireNonNull(outcome, "it answered null")) {
            case Outcome.Success<T>(var value) ->
                Outcome.of(stamp.apply(Objects.requireNonNull(value, "it answered a success without a value")));
            case Outcome.Failure<T>(var failure) ->
                Outcome.failed(Objects.requireNonNull(failure, "it answered a failure without a reason"));
        };
    }
}
