package io.podbridge.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CallLimiterTest {

    /** What becomes of a call in {@link #everyCallIsMadeOnceInTurn}. */
    enum Fate {
        ANSWERED_AT_ONCE,
        ANSWERED_LATER,
        FAILED_LATER,
        FAILED_AT_ONCE,
        THROWN,
        NULL
    }

    @Property(tries = 300)
    void everyCallIsMadeOnceInTurn(
            @ForAll @Size(max = 40) List<Fate> fates,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 50) int bound) {
        var limiter = new CallLimiter(parallelism, bound);
        List<Integer> begun = new ArrayList<>();
        List<Integer> accepted = new ArrayList<>();
        List<CompletionStage<Integer>> results = new ArrayList<>();
        List<Runnable> pending = new ArrayList<>();
        for (int i = 0; i < fates.size(); i++) {
            int number = i;
            int busy = pending.size();
            int queued = accepted.size() - begun.size();
            Optional<CompletionStage<Integer>> result =
                    limiter.call(() -> make(fates.get(number), number, begun, pending));
            assertThat(result.isEmpty()).isEqualTo(busy == parallelism && queued == bound);
            result.ifPresent(stage -> {
                accepted.add(number);
                results.add(stage);
            });
            assertThat(pending.size()).isLessThanOrEqualTo(parallelism);
        }
        while (!pending.isEmpty()) {
            pending.removeFirst().run();
            assertThat(pending.size()).isLessThanOrEqualTo(parallelism);
        }
        assertThat(begun).isEqualTo(accepted);
        assertThat(results).allMatch(stage -> stage.toCompletableFuture().isDone());
        List<Runnable> atOnce = new ArrayList<>();
        IntStream.range(0, parallelism)
                .forEach(i -> limiter.call(() -> make(Fate.ANSWERED_LATER, i, new ArrayList<>(), atOnce)));
        assertThat(atOnce).as("all places are free again").hasSize(parallelism);
    }

    @SuppressWarnings("NullAway") // null instead of a stage is what a bad provider returns
    private static CompletionStage<Integer> make(Fate fate, int number, List<Integer> begun, List<Runnable> pending) {
        begun.add(number);
        return switch (fate) {
            case ANSWERED_AT_ONCE -> CompletableFuture.completedFuture(number);
            case FAILED_AT_ONCE -> CompletableFuture.failedFuture(new IllegalStateException("no"));
            case THROWN -> throw new NoSuchMethodError("another version");
            case NULL -> null;
            case ANSWERED_LATER -> {
                var stage = new CompletableFuture<Integer>();
                pending.add(() -> stage.complete(number));
                yield stage;
            }
            case FAILED_LATER -> {
                var stage = new CompletableFuture<Integer>();
                pending.add(() -> stage.completeExceptionally(new IllegalStateException("no")));
                yield stage;
            }
        };
    }

    @Test
    void aHundredThousandCallsThatAreOverAtOnceDoNotOverflowTheStack() {
        int calls = 100_000;
        var limiter = new CallLimiter(1, calls);
        var gate = new CompletableFuture<Integer>();
        assertThat(limiter.call(() -> gate)).isPresent();
        var made = new AtomicInteger();
        var last = IntStream.range(0, calls)
                .mapToObj(i -> limiter.call(() -> CompletableFuture.completedFuture(made.incrementAndGet()))
                        .orElseThrow())
                .reduce((one, other) -> other)
                .orElseThrow();
        gate.complete(0);
        assertThat(last.toCompletableFuture()).isCompletedWithValue(calls);
    }

    @Test
    void anAnswerIsDeliveredBeforeTheNextCallIsMade() {
        var limiter = new CallLimiter(1, 1);
        var first = new CompletableFuture<Integer>();
        var answer = limiter.call(() -> first).orElseThrow().toCompletableFuture();
        var seen = new ArrayList<Boolean>();
        limiter.call(() -> {
            seen.add(answer.isDone());
            return CompletableFuture.completedFuture(2);
        });
        first.complete(1);
        assertThat(seen).containsExactly(true);
    }
}
