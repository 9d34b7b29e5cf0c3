package io.podbridge.core.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class VersionProbeTest {
    private final List<CompletableFuture<ApiResult<String>>> asked = new ArrayList<>();
    private final VersionProbe probe = new VersionProbe(() -> {
        asked.add(new CompletableFuture<>());
        return asked.getLast();
    });

    @Test
    void whoeverAsksMeanwhileIsAnsweredByTheNextQuestion() {
        var first = probe.ask().toCompletableFuture();
        var second = probe.ask().toCompletableFuture();
        var third = probe.ask().toCompletableFuture();
        assertThat(asked).hasSize(1);
        asked.getFirst().complete(ApiResult.ok("7"));
        assertThat(first).isCompletedWithValue(ApiResult.ok("7"));
        assertThat(second).as("the question was put before").isNotDone();
        assertThat(asked).hasSize(2);
        asked.getLast().complete(ApiResult.ok("8"));
        assertThat(List.of(second, third)).allMatch(answer -> answer.join().equals(ApiResult.ok("8")));
        probe.ask();
        assertThat(asked).hasSize(3);
    }

    @Test
    void aFailureIsAnAnswerAndTheNextQuestionIsPut() {
        var first = probe.ask().toCompletableFuture();
        var second = probe.ask().toCompletableFuture();
        asked.getFirst().completeExceptionally(new IllegalStateException("no"));
        assertThat(first.join()).isInstanceOf(ApiResult.Not.class);
        asked.getLast().complete(ApiResult.ok("8"));
        assertThat(second).isCompletedWithValue(ApiResult.ok("8"));
    }
}
