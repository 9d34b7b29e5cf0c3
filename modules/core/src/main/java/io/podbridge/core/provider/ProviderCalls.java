package io.podbridge.core.provider;

import io.podbridge.core.environment.EnvironmentResolver;
import io.podbridge.core.flow.CallLimiter;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.Bounds;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Calls the platform, with what every call needs: a bound on how many are under way, a time limit, and a value instead
 * of an exception. Making, deleting and looking have a bound each, so that hung creates do not hold up deletions.
 * Thread-safe.
 */
final class ProviderCalls {
    /** Calls that may wait for a free place, per kind: far above the pods of any one replica, so a bound for bugs. */
    private static final int QUEUE = 100_000;

    private final Provider provider;
    private final EnvironmentResolver environment;
    private final ProviderSettings settings;
    private final UnaryOperator<PodReport> stamp;
    private final CallLimiter making;
    private final CallLimiter deleting;
    private final CallLimiter looking;

    /** A calls object whose reports all go through {@code stamp}. */
    ProviderCalls(
            Provider provider,
            EnvironmentResolver environment,
            ProviderSettings settings,
            UnaryOperator<PodReport> stamp) {
        this.stamp = stamp;
        this.provider = provider;
        this.environment = environment;
        this.settings = settings;
        this.making = new CallLimiter(settings.parallelism(), QUEUE);
        this.deleting = new CallLimiter(settings.parallelism(), QUEUE);
        this.looking = new CallLimiter(settings.parallelism(), QUEUE);
    }

    CompletionStage<Outcome<PodReport>> create(Pod pod, Map<String, Integer> restarts) {
        return make("create", pod, restarts, provider::create);
    }

    CompletionStage<Outcome<PodReport>> update(Pod pod, Map<String, Integer> restarts) {
        return make("update", pod, restarts, provider::update);
    }

    CompletionStage<Outcome<Optional<PodReport>>> delete(PodId id, Duration grace) {
        Duration bounded = Bounds.wait(grace);
        return guarded(
                "delete",
                deleting,
                bounded.plus(settings.deleteMargin()),
                () -> provider.delete(id, bounded),
                last -> last.map(stamp));
    }

    CompletionStage<Outcome<Map<String, PodReport>>> status(Set<String> uids) {
        return guarded("status", looking, settings.lookTimeout(), () -> provider.status(uids), this::stamped);
    }

    CompletionStage<Outcome<List<PodReport>>> list() {
        return guarded(
                "list",
                looking,
                settings.lookTimeout(),
                provider::list,
                pods -> pods.stream().map(stamp).toList());
    }

    /** A report that came by itself. */
    PodReport stamped(PodReport report) {
        return stamp.apply(report);
    }

    private Map<String, PodReport> stamped(Map<String, PodReport> found) {
        return found.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> stamp.apply(entry.getValue())));
    }

    CompletionStage<Outcome<Health>> ping() {
        return guarded("ping", looking, settings.pingTimeout(), provider::ping, UnaryOperator.identity());
    }

    /** How {@link Provider#create} and {@link Provider#update} are called. */
    private interface Make {
        CompletionStage<Outcome<PodReport>> call(PodRequest request);
    }

    private CompletionStage<Outcome<PodReport>> make(
            String name, Pod pod, Map<String, Integer> restarts, Make operation) {
        return resolved(pod).thenCompose(resolved -> switch (resolved) {
            case Outcome.Failure<Map<String, Map<String, String>>>(var failure) ->
                CompletableFuture.completedFuture(Outcome.failed(failure));
            case Outcome.Success<Map<String, Map<String, String>>>(var variables) ->
                guarded(
                        name,
                        making,
                        settings.createTimeout(),
                        () -> operation.call(new PodRequest(pod, variables, restarts)),
                        stamp);
        });
    }

    /** An exception here is a bug, but must not be the end of the actor that all pods of the replica share. */
    private CompletionStage<Outcome<Map<String, Map<String, String>>>> resolved(Pod pod) {
        try {
            return limited(() -> environment.resolve(pod), settings.createTimeout(), UnaryOperator.identity())
                    .exceptionally(ProviderCalls::unresolved);
        } catch (RuntimeException | LinkageError thrown) {
            return CompletableFuture.completedFuture(unresolved(thrown));
        }
    }

    private static <T> Outcome<T> unresolved(Throwable failure) {
        return Outcome.failed(new ProviderFailure.Rejected(
                "CreateContainerConfigError", "the environment was not resolved: " + failure, Optional.empty()));
    }

    /** The time limit runs from the moment the call is made, not while it waits for its turn. */
    private static <T> CompletionStage<Outcome<T>> guarded(
            String name,
            CallLimiter limiter,
            Duration limit,
            Supplier<CompletionStage<Outcome<T>>> call,
            UnaryOperator<T> stamp) {
        return limiter.call(() -> limited(call, limit, stamp))
                .map(stage -> stage.exceptionally(failure -> Outcome.failed(unanswered(name, limit, failure))))
                .orElseGet(() -> CompletableFuture.completedFuture(Outcome.failed(overloaded(name))));
    }

    /** The limit must not end the provider's own future, so this is another. */
    private static <T> CompletableFuture<Outcome<T>> limited(
            Supplier<CompletionStage<Outcome<T>>> call, Duration limit, UnaryOperator<T> stamp) {
        return Objects.requireNonNull(call.get(), "it returned null instead of a stage")
                .thenApply(outcome -> checked(outcome, stamp))
                .toCompletableFuture()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stamps what was answered. An answer without content is a bug of the provider, which the exception names. */
    private static <T> Outcome<T> checked(Outcome<T> outcome, UnaryOperator<T> stamp) {
        return switch (Objects.requireNonNull(outcome, "it answered null")) {
            case Outcome.Success<T>(var value) ->
                Outcome.of(stamp.apply(Objects.requireNonNull(value, "it answered a success without a value")));
            case Outcome.Failure<T>(var failure) ->
                Outcome.failed(Objects.requireNonNull(failure, "it answered a failure without a reason"));
        };
    }

    private static ProviderFailure unanswered(String name, Duration limit, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String message = cause instanceof TimeoutException
                ? "the provider did not answer the " + name + " within " + limit.toSeconds() + " s"
                : "the provider failed in " + name + ": " + cause;
        return new ProviderFailure.Unavailable("ProviderUnavailable", message, Optional.empty());
    }

    private static ProviderFailure overloaded(String name) {
        return new ProviderFailure.Rejected(
                "ProviderOverloaded", "more than " + QUEUE + " calls of " + name + " are waiting", Optional.empty());
    }
}
