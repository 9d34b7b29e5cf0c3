package io.podbridge.core.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigestRoundsTest {
    private static final int PERIOD = 600;

    private final DigestRounds rounds = new DigestRounds(1, PERIOD);

    @Test
    void aDigestIsSentAgainUntilItIsAnswered() {
        rounds.listed();
        assertThat(sentWithin(20)).isGreaterThan(2);
        rounds.answered(0, rounds.round(), true);
        assertThat(sentWithin(20)).isZero();
        assertThat(rounds.complete()).isTrue();
    }

    /** The roster that a shard leaves behind may have answered last, and its word on the way been overtaken. */
    @Test
    void theAnswerOfAFormerHomeSettlesNothing() {
        rounds.listed();
        assertThat(sentWithin(1)).isOne();
        long before = rounds.round();
        rounds.now(0);
        assertThat(sentWithin(1)).isOne();
        rounds.answered(0, before, true);
        assertThat(rounds.complete()).isFalse();
        assertThat(sentWithin(20)).isPositive();
    }

    @Test
    void theAnswerToAnEarlierListSettlesNothing() {
        rounds.listed();
        assertThat(sentWithin(1)).isOne();
        rounds.listed();
        rounds.answered(0, rounds.round(), true);
        assertThat(rounds.complete()).isFalse();
    }

    private int sentWithin(int ticks) {
        return IntStream.range(0, ticks)
                .map(tick -> {
                    var due = rounds.pass();
                    due.forEach(shard -> rounds.next());
                    return due.size();
                })
                .sum();
    }
}
