package io.podbridge.core.provider;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodReport;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Looks for single pods, put together: while one question is under way, others are collected, and then asked in one. A
 * replica that takes over thousands of pods asks as often as the platform answers, not once for each. Thread-safe.
 *
 * <p>A question about many fails if that about one of them would. So whoever was in a question that failed is asked
 * about alone the next time.
 */
final class Looks {
    /** Pods in one question: a bulk status of so many takes seconds, within the time that a look has. */
    private static final int BATCH = 1000;

    private final Function<Set<String>, CompletionStage<Outcome<Map<String, PodReport>>>> status;
    private final Set<String> alone = new HashSet<>();
    private final Map<String, CompletableFuture<Outcome<Optional<PodReport>>>> waiting = new LinkedHashMap<>();
    private boolean underWay;

    /** Looks by {@code status}, whose stages always complete, and never exceptionally. */
    Looks(Function<Set<String>, CompletionStage<Outcome<Map<String, PodReport>>>> status) {
        this.status = status;
    }

    /** What the platform says of the pod from now on, not what it said in a question that is under way. */
    CompletionStage<Outcome<Optional<PodReport>>> look(String uid) {
        CompletableFuture<Outcome<Optional<PodReport>>> answer;
        synchronized (this) {
            if (alone.remove(uid)) {
                return askAlone(uid);
            }
            answer = waiting.computeIfAbsent(uid, unknown -> new CompletableFuture<>());
        }
        askNext();
        return answer;
    }

    /** Nobody is interested in it any more. */
    synchronized void forget(String uid) {
        alone.remove(uid);
    }

    private CompletionStage<Outcome<Optional<PodReport>>> askAlone(String uid) {
        return status.apply(Set.of(uid)).thenApply(outcome -> {
            fallBack(Set.of(uid), outcome);
            return outcome.map(found -> Optional.ofNullable(found.get(uid)));
        });
    }

    private void askNext() {
        Map<String, CompletableFuture<Outcome<Optional<PodReport>>>> batch = next();
        if (!batch.isEmpty()) {
            var unused = status.apply(Set.copyOf(batch.keySet())).thenAccept(outcome -> answered(batch, outcome));
        }
    }

    /** Empty if a question is under way, or nobody waits. */
    private synchronized Map<String, CompletableFuture<Outcome<Optional<PodReport>>>> next() {
        Map<String, CompletableFuture<Outcome<Optional<PodReport>>>> batch = new LinkedHashMap<>();
        if (!underWay) {
            waiting.entrySet().stream().limit(BATCH).forEach(look -> batch.put(look.getKey(), look.getValue()));
            waiting.keySet().removeAll(batch.keySet());
            underWay = !batch.isEmpty();
        }
        return batch;
    }

    private void answered(
            Map<String, CompletableFuture<Outcome<Optional<PodReport>>>> batch,
            Outcome<Map<String, PodReport>> outcome) {
        synchronized (this) {
            underWay = false;
        }
        fallBack(batch.keySet(), outcome);
        batch.forEach((uid, answer) -> answer.complete(outcome.map(found -> Optional.ofNullable(found.get(uid)))));
        askNext();
    }

    private synchronized void fallBack(Set<String> uids, Outcome<Map<String, PodReport>> outcome) {
        if (outcome instanceof Outcome.Failure<Map<String, PodReport>>) {
            alone.addAll(uids);
        }
    }
}
