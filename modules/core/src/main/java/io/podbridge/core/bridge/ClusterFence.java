package io.podbridge.core.bridge;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the API server is that of the Kubernetes cluster which this replica found at its start. A load balancer, a
 * kubeconfig or a restored machine may put another cluster behind the same address; what that one says about our pods
 * is no evidence, and nothing is written to it.
 *
 * <p>The cluster is asked again after every doubt (a call that had no answer: the next connection may lead elsewhere)
 * before anything else is, and every {@link #CONFIRMED_FOR} beside the other calls. Thread-safe; never blocks.
 */
public final class ClusterFence {
    /** A proxy that passes each request on by itself changes the cluster without a sign; so late it is noticed. */
    static final Duration CONFIRMED_FOR = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ClusterFence.class);

    private final Supplier<CompletionStage<ApiResult<String>>> ask;
    private final String expected;
    private final String where;
    private final LongSupplier nanoTime;
    private final List<Runnable> closing = new CopyOnWriteArrayList<>();

    private @Nullable CompletableFuture<Optional<ApiResult.Problem>> running;
    private long questions;
    private long doubts;
    private long doubtsWhenAsked;
    private long confirmedAt;
    private boolean doubted;
    private Optional<ApiResult.Problem> other = Optional.empty();

    private ClusterFence(
            Supplier<CompletionStage<ApiResult<String>>> ask, String expected, String where, LongSupplier nanoTime) {
        this.ask = ask;
        this.expected = expected;
        this.where = where;
        this.nanoTime = nanoTime;
        this.confirmedAt = nanoTime.getAsLong();
    }

    /**
     * A fence that is open now.
     *
     * @param api not fenced itself
     * @param expected the UID that was found at the start
     * @param where how the API server was chosen, for people: kubeconfig and context
     * @param nanoTime a clock that never jumps, in nanoseconds
     */
    public static ClusterFence around(KubeApi api, String expected, String where, LongSupplier nanoTime) {
        return new ClusterFence(() -> ClusterIdentity.ask(api), expected, where, nanoTime);
    }

    /** A fence that is always open, for a replica that may not read the namespace {@code kube-system}. */
    public static ClusterFence none() {
        return new ClusterFence(() -> CompletableFuture.completedFuture(ApiResult.ok("")), "", "", () -> 0);
    }

    /** Whether nothing speaks against the API server: no other cluster was found, and no call has failed since. */
    public synchronized boolean open() {
        return !doubted && other.isEmpty();
    }

    /** Why the API server is not to be believed, if another cluster answers there. A mere outage is no reason. */
    public synchronized Optional<String> objection() {
        return other.map(ApiResult.Problem::message);
    }

    /** Runs this, on any thread, each time when another cluster is found. */
    public void onClosing(Runnable action) {
        closing.add(action);
    }

    /** Takes note that a call had no answer: the next one may be answered by somebody else. */
    public synchronized void doubt() {
        doubts++;
        doubted = true;
    }

    /** Empty at once if the fence is open; otherwise asks, and says why a call must not be made. */
    CompletionStage<Optional<ApiResult.Problem>> admit() {
        if (!open()) {
            return confirm();
        }
        if (stale()) {
            var unused = confirm(); // beside the call, which does not wait for it
        }
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private synchronized boolean stale() {
        return nanoTime.getAsLong() - confirmedAt > CONFIRMED_FOR.toNanos();
    }

    /**
     * Asks the API server which cluster it serves: empty if it is the right one, otherwise why what it says does not
     * count. Everybody who asks while a question is under way gets its answer, unless a doubt came up in between.
     */
    public CompletionStage<Optional<ApiResult.Problem>> confirm() {
        CompletableFuture<Optional<ApiResult.Problem>> answer = new CompletableFuture<>();
        long number;
        long asked;
        synchronized (this) {
            if (running != null && doubtsWhenAsked == doubts) {
                return running;
            }
            running = answer;
            doubtsWhenAsked = doubts;
            asked = doubts;
            number = ++questions;
        }
        var unused = ask.get().whenComplete((result, failure) -> {
            answered(number, asked, ApiResult.of(result, failure));
            answer.complete(problem(ApiResult.of(result, failure)));
        });
        return answer;
    }

    private void answered(long number, long asked, ApiResult<String> result) {
        if (settle(number, asked, result)) {
            LOG.error("{}", objection().orElse(""));
            closing.forEach(Runnable::run);
        }
    }

    /** Whether the fence has closed by this. */
    private synchronized boolean settle(long number, long asked, ApiResult<String> result) {
        boolean before = other.isEmpty();
        if (number == questions) {
            running = null;
        }
        switch (result) {
            case ApiResult.Ok<String>(var uid) when uid.equals(expected) -> confirmed(asked);
            case ApiResult.Ok<String> wrong -> other = problem(result);
            case ApiResult.Not<String> unknown -> doubted = true;
        }
        return before && other.isPresent();
    }

    private void confirmed(long asked) {
        if (other.isPresent()) {
            LOG.warn("The API server of {} is that of this bridge's cluster ({}) again; going on", where, expected);
        }
        other = Optional.empty();
        confirmedAt = nanoTime.getAsLong();
        doubted = asked != doubts;
    }

    private Optional<ApiResult.Problem> problem(ApiResult<String> result) {
        return switch (result) {
            case ApiResult.Ok<String>(var uid) when uid.equals(expected) -> Optional.empty();
            case ApiResult.Ok<String>(var uid) ->
                Optional.of(new ApiResult.Unavailable(
                        "the API server of " + where + " serves another Kubernetes cluster: the UID of its kube-system"
                                + " is " + uid + ", that of this bridge's cluster " + expected
                                + "; nothing is written, made or ended until the right one answers",
                        Optional.empty()));
            case ApiResult.Not<String>(var unanswered) -> Optional.of(asUnavailable(unanswered));
        };
    }

    /** No caller may take a namespace that is not there for an object of its own. */
    private static ApiResult.Problem asUnavailable(ApiResult.Problem problem) {
        return problem instanceof ApiResult.Unavailable || problem instanceof ApiResult.Forbidden
                ? problem
                : new ApiResult.Unavailable(
                        "which cluster the API server serves is not known: " + problem.message(), Optional.empty());
    }
}
