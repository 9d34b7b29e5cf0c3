package io.podbridge.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.SamplePods;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LooksTest {
    private static final Outcome<Map<String, PodReport>> NOT_SURE =
            Outcome.failed(new ProviderFailure.Unavailable("X", "not sure about one of them", Optional.empty()));

    private final List<Set<String>> asked = new ArrayList<>();
    private final List<CompletableFuture<Outcome<Map<String, PodReport>>>> answers = new ArrayList<>();
    private final Looks looks = new Looks(this::status);

    /** One of three replicas with 10,000 pods dies: 3,333 single calls of a platform that takes 20 a second. */
    @Test
    void aTakeOverAsksAFewTimesAndNotOnceForEachPod() {
        var found =
                IntStream.range(0, 3333).mapToObj(i -> looks.look("uid-" + i)).toList();
        while (answers.size() > 0 && !answers.getLast().isDone()) {
            answers.getLast().complete(Outcome.of(Map.of("uid-7", SamplePods.report("7", "10.0.0.1"))));
        }
        assertThat(asked).hasSizeLessThanOrEqualTo(5);
        assertThat(asked.stream().mapToInt(Set::size).sum()).isEqualTo(3333);
        assertThat(found).allMatch(answer -> answer.toCompletableFuture().isDone());
        assertThat(found.get(7).toCompletableFuture())
                .isCompletedWithValue(Outcome.of(Optional.of(SamplePods.report("7", "10.0.0.1"))));
        assertThat(found.get(8).toCompletableFuture()).isCompletedWithValue(Outcome.of(Optional.empty()));
    }

    /** What was asked before the question may have changed since. */
    @Test
    void aLookIsNeverAnsweredByAQuestionThatWasPutBefore() {
        var first = looks.look("a");
        var second = looks.look("a");
        answers.get(0).complete(Outcome.of(Map.of()));
        assertThat(first.toCompletableFuture()).isDone();
        assertThat(second.toCompletableFuture()).isNotDone();
        answers.get(1).complete(Outcome.of(Map.of()));
        assertThat(second.toCompletableFuture()).isDone();
    }

    @Test
    void onePodOfWhichThePlatformIsNotSureHoldsUpNoOtherForLong() {
        looks.look("first");
        var sure = looks.look("sure");
        var unsure = looks.look("unsure");
        answers.get(0).complete(Outcome.of(Map.of()));
        answers.get(1).complete(NOT_SURE);
        assertThat(sure.toCompletableFuture().join()).isInstanceOf(Outcome.Failure.class);
        assertThat(unsure.toCompletableFuture().join()).isInstanceOf(Outcome.Failure.class);
        looks.look("unsure");
        var again = looks.look("sure");
        assertThat(asked.subList(2, 4)).containsExactly(Set.of("unsure"), Set.of("sure"));
        answers.get(3).complete(Outcome.of(Map.of()));
        assertThat(again.toCompletableFuture()).isCompletedWithValue(Outcome.of(Optional.empty()));
        looks.look("next");
        looks.look("sure");
        assertThat(asked.getLast()).as("alone once, then with others again").isEqualTo(Set.of("next"));
    }

    private CompletionStage<Outcome<Map<String, PodReport>>> status(Set<String> uids) {
        asked.add(uids);
        answers.add(new CompletableFuture<>());
        return answers.getLast();
    }
}
