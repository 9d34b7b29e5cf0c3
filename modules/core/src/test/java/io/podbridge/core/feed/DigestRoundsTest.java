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

    @Test
    void smallDigestsGoAtOnceAndLargeOnesInTurn() {
        var hundred = new DigestRounds(100, PERIOD);
        hundred.listed();
        assertThat(hundred.pass(shard -> 40)).as("4,000 pods").hasSize(100);
        hundred.listed();
        assertThat(hundred.pass(shard -> 500)).as("of 50,000 pods").hasSize(25);
        assertThat(hundred.pass(shard -> 500)).doesNotContain(0).hasSize(25);
        assertThat(hundred.pass(shard -> 50_000)).as("never none").hasSize(1);
    }

    /** Shards without a home never answer, and are tried again and again. */
    @Test
    void shardsThatDoNotAnswerDoNotKeepOthersWaiting() {
        var hundred = new DigestRounds(100, PERIOD);
        hundred.listed();
        var sent = IntStream.range(0, 100)
                .boxed()
                .flatMap(tick -> hundred.pass(shard -> 20_000).stream())
                .toList();
        assertThat(sent).doesNotHaveDuplicates().hasSize(100);
    }

    @Test
    void allPodsHaveEntitiesWhenEachShardHasLackedNothingOnce() {
        var two = new DigestRounds(2, PERIOD);
        two.listed();
        two.pass(shard -> 1).forEach(shard -> two.next());
        two.answered(0, two.round(), true);
        two.answered(1, two.round(), false);
        assertThat(two.complete()).isTrue();
        assertThat(two.settled()).isFalse();
        two.answered(1, two.round(), true);
        two.answered(0, two.round(), false);
        assertThat(two.settled()).as("a pod that came later").isTrue();
        two.listed();
        assertThat(two.settled()).isFalse();
    }

    private int sentWithin(int ticks) {
        return IntStream.range(0, ticks)
                .map(tick -> {
                    var due = rounds.pass(shard -> 1);
                    due.forEach(shard -> rounds.next());
                    return due.size();
                })
                .sum();
    }
}
