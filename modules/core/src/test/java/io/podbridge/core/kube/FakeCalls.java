package io.podbridge.core.kube;

import io.podbridge.core.kube.KubeApi.CallCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What was asked of a {@link FakeKubeApi}, and what goes wrong with it. Thread-safe. */
public final class FakeCalls {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Call> recorded = new ArrayList<>();
    private final Map<String, CallCount> counts = new TreeMap<>();
    private final Map<Verb, ApiResult.Problem> down = new EnumMap<>(Verb.class);
    private final List<Fault> next = new ArrayList<>();
    private final Set<Verb> held = EnumSet.noneOf(Verb.class);
    private final List<Runnable> waiting = new ArrayList<>();

    /** What a call does. */
    public enum Verb {
        VERSION,
        LIST_PODS,
        PODS_VERSION,
        GET_POD,
        WATCH_PODS,
        PATCH_POD_STATUS,
        DELETE_POD,
        GET,
        CREATE,
        REPLACE,
        PATCH,
        DELETE
    }

    /** A call; the body is "" if there is none. */
    public record Call(Verb verb, String path, String body) {}

    private record Fault(Verb verb, ApiResult.Problem problem, boolean done) {}

    /** Every call so far, in order. */
    public synchronized List<Call> all() {
        return List.copyOf(recorded);
    }

    /** The calls of one verb so far, in order. */
    public synchronized List<Call> all(Verb verb) {
        return recorded.stream().filter(call -> call.verb() == verb).toList();
    }

    /** Waits until there were that many calls of the verb. */
    public synchronized List<Call> await(Verb verb, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (all(verb).size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("no " + count + " calls of " + verb + ", but " + recorded);
            }
            pause(left);
        }
        return all(verb);
    }

    @SuppressWarnings("WaitNotInLoop") // it is: in await
    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** From now on every call of the verb is answered so, and not done. */
    public synchronized void fail(Verb verb, ApiResult.Problem problem) {
        down.put(verb, problem);
    }

    /** From now on every call is answered so, and not done. */
    public synchronized void failAll(ApiResult.Problem problem) {
        for (Verb verb : Verb.values()) {
            down.put(verb, problem);
        }
    }

    /** The end of {@link #fail} and {@link #failAll}. */
    public synchronized void heal() {
        down.clear();
    }

    /** The next call of the verb is answered so, and not done. May be said several times. */
    public synchronized void failNext(Verb verb, ApiResult.Problem problem) {
        next.add(new Fault(verb, problem, false));
    }

    /** The next call of the verb is done, and answered so all the same: the answer is lost on its way. */
    public synchronized void loseAnswer(Verb verb, ApiResult.Problem problem) {
        next.add(new Fault(verb, problem, true));
    }

    /** From now on calls of the verb (not WATCH_PODS) hang: they are recorded, but neither done nor answered. */
    public synchronized void hold(Verb verb) {
        if (verb == Verb.WATCH_PODS) {
            throw new IllegalArgumentException("a watch that does not open is one without events");
        }
        held.add(verb);
    }

    /** Does and answers what hangs, and lets further calls through. */
    public void release() {
        List<Runnable> released;
        synchronized (this) {
            held.clear();
            released = List.copyOf(waiting);
            waiting.clear();
        }
        released.forEach(Runnable::run);
    }

    synchronized List<CallCount> counts() {
        return List.copyOf(counts.values());
    }

    <T> CompletionStage<ApiResult<T>> answer(Call call, Supplier<ApiResult<T>> work) {
        var stage = new CompletableFuture<ApiResult<T>>();
        Runnable whole = () -> stage.complete(outcome(call, work));
        if (!arrives(call, whole)) {
            whole.run();
        }
        return stage;
    }

    /** Whether the call has to wait. */
    private synchronized boolean arrives(Call call, Runnable whole) {
        recorded.add(call);
        notifyAll();
        return held.contains(call.verb()) && waiting.add(whole);
    }

    private <T> ApiResult<T> outcome(Call call, Supplier<ApiResult<T>> work) {
        Optional<Fault> fault = fault(call.verb());
        ApiResult<T> result = fault.filter(given -> !given.done()).isPresent() ? lost(fault) : work.get();
        ApiResult<T> answer = fault.isPresent() ? lost(fault) : result;
        count(call.verb().name(), status(answer));
        return answer;
    }

    private static <T> ApiResult<T> lost(Optional<Fault> fault) {
        return ApiResult.not(fault.orElseThrow().problem());
    }

    private synchronized Optional<Fault> fault(Verb verb) {
        for (Iterator<Fault> faults = next.iterator(); faults.hasNext(); ) {
            Fault fault = faults.next();
            if (fault.verb() == verb) {
                faults.remove();
                return Optional.of(fault);
            }
        }
        return Optional.ofNullable(down.get(verb)).map(problem -> new Fault(verb, problem, false));
    }

    private synchronized void count(String call, int status) {
        counts.merge(
                call + " " + status,
                new CallCount(call, status, 1),
                (sum, one) -> new CallCount(call, status, sum.count() + one.count()));
    }

    private static int status(ApiResult<?> result) {
        return switch (result) {
            case ApiResult.Ok<?> ok -> 200;
            case ApiResult.Not<?>(var problem) ->
                switch (problem) {
                    case ApiResult.NotFound missing -> 404;
                    case ApiResult.Conflict conflict -> 409;
                    case ApiResult.Forbidden(var status, var message) -> status;
                    case ApiResult.Refused(var status, var message) -> status;
                    case ApiResult.Expired expired -> 410;
                    case ApiResult.Unavailable unavailable -> 503;
                };
        };
    }
}
