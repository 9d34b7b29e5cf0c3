package io.podbridge.core.provider;

import io.podbridge.core.environment.EnvironmentResolver;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.Bounds;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.provider.CallLane.Call;
import io.podbridge.core.provider.CallLane.Terms;
import io.podbridge.core.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Calls the platform. Making, deleting, looking and pinging have a lane each: hung creates hold up no deletion, and
 * whether the platform answers at all is known however many wait for it. Thread-safe.
 */
final class ProviderCalls {
    /** A delete is answered when the containers have stopped; to take it on is a round trip of a platform's API. */
    private static final Duration ROUND_TRIP = Duration.ofSeconds(10);

    /** Longer than a full queue of a slow platform takes, so that waiting pods are not sent to the end of it. */
    private static final Duration TURN = Duration.ofMinutes(10);

    /** Pings at once: one is under way as a rule, and the next when that one hangs. */
    private static final int PINGS = 2;

    /** Pings that hang: an hour of them. */
    private static final int HUNG_PINGS = 360;

    private final Provider provider;
    private final EnvironmentResolver environment;
    private final ProviderSettings settings;
    private final UnaryOperator<PodReport> stamp;
    private final CallLane making;
    private final CallLane deleting;
    private final CallLane looking;
    private final CallLane pinging;

    /** A calls object whose reports all go through {@code stamp}. */
    ProviderCalls(
            Provider provider,
            EnvironmentResolver environment,
            ProviderSettings settings,
            Telemetry telemetry,
            UnaryOperator<PodReport> stamp) {
        this.stamp = stamp;
        this.provider = provider;
        this.environment = environment;
        this.settings = settings;
        this.making = new CallLane("make", settings.parallelism(), settings.maxOverdue(), telemetry);
        this.deleting = new CallLane("delete", settings.parallelism(), settings.maxOverdue(), telemetry);
        this.looking = new CallLane("look", settings.parallelism(), settings.maxOverdue(), telemetry);
        this.pinging = new CallLane("ping", PINGS, HUNG_PINGS, telemetry);
    }

    /** The second stage ends with the provider's own future. */
    Call<PodReport> create(Pod pod, Map<String, Integer> restarts) {
        return make("create", pod, restarts, provider::create);
    }

    CompletionStage<Outcome<PodReport>> update(Pod pod, Map<String, Integer> restarts) {
        return make("update", pod, restarts, provider::update).answer();
    }

    CompletionStage<Outcome<Optional<PodReport>>> delete(PodId id, Duration grace) {
        Duration bounded = Bounds.wait(grace);
        var limit = bounded.plus(settings.deleteMargin());
        var terms = new Terms(TURN.compareTo(limit) > 0 ? TURN : limit, limit, ROUND_TRIP);
        return deleting.call("delete", terms, () -> provider.delete(id, bounded), last -> last.map(stamp))
                .answer();
    }

    CompletionStage<Outcome<Map<String, PodReport>>> status(Set<String> uids) {
        return looking.call("status", looks(), () -> provider.status(uids), this::stamped)
                .answer();
    }

    CompletionStage<Outcome<List<PodReport>>> list() {
        return looking.call(
                        "list",
                        looks(),
                        provider::list,
                        pods -> pods.stream().map(stamp).toList())
                .answer();
    }

    private Terms looks() {
        return new Terms(settings.lookTimeout(), settings.lookTimeout(), settings.lookTimeout());
    }

    /** A platform that answers, but whose calls hang until no more can be made, is not one that can be used. */
    CompletionStage<Outcome<Health>> ping() {
        if (making.stuck() || looking.stuck()) {
            return CompletableFuture.completedFuture(Outcome.failed(new ProviderFailure.Unavailable(
                    "ProviderOverloaded",
                    "more than " + settings.maxOverdue() + " calls of the provider have not ended: restart the replica,"
                            + " and tell the provider's author",
                    Optional.empty())));
        }
        var terms = new Terms(settings.pingTimeout(), settings.pingTimeout(), settings.pingTimeout());
        return pinging.call("ping", terms, provider::ping, UnaryOperator.identity())
                .answer();
    }

    /** A report that came by itself. */
    PodReport stamped(PodReport report) {
        return stamp.apply(report);
    }

    private Map<String, PodReport> stamped(Map<String, PodReport> found) {
        return found.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> stamp.apply(entry.getValue())));
    }

    /** How {@link Provider#create} and {@link Provider#update} are called. */
    private interface Make {
        CompletionStage<Outcome<PodReport>> call(PodRequest request);
    }

    private Call<PodReport> make(String name, Pod pod, Map<String, Integer> restarts, Make operation) {
        var terms = new Terms(TURN, settings.createTimeout(), settings.createTimeout());
        var call = resolved(pod).thenApply(resolved -> switch (resolved) {
            case Outcome.Failure<Map<String, Map<String, String>>>(var failure) -> notMade(failure);
            case Outcome.Success<Map<String, Map<String, String>>>(var variables) ->
                making.call(name, terms, () -> operation.call(new PodRequest(pod, variables, restarts)), stamp);
        });
        // The end before the answer, here as there: a dependent that was added later runs first.
        return new Call<>(call.thenCompose(Call::answer), call.thenCompose(Call::ended));
    }

    private static Call<PodReport> notMade(ProviderFailure failure) {
        return new Call<>(
                CompletableFuture.completedFuture(Outcome.failed(failure)), CompletableFuture.completedFuture(null));
    }

    /** An exception here is a bug, but must not be the end of the actor that all pods of the replica share. */
    private CompletionStage<Outcome<Map<String, Map<String, String>>>> resolved(Pod pod) {
        try {
            return Objects.requireNonNull(environment.resolve(pod), "it returned null instead of a stage")
                    .thenApply(outcome -> CallLane.checked(outcome, UnaryOperator.identity()))
                    .toCompletableFuture()
                    .orTimeout(settings.createTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(ProviderCalls::unresolved);
        } catch (RuntimeException | LinkageError thrown) {
            return CompletableFuture.completedFuture(unresolved(thrown));
        }
    }

    private static <T> Outcome<T> unresolved(Throwable failure) {
        return Outcome.failed(new ProviderFailure.Rejected(
                "CreateContainerConfigError", "the environment was not resolved: " + failure, Optional.empty()));
    }
}
