package io.podbridge.core.feed;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * When the digest of each shard is due. Time is counted in ticks of the feed; a digest that has no answer is sent
 * again, at first often, since a shard that loses its home gets a new one within seconds. Not thread-safe.
 */
final class DigestRounds {
    /**
     * Pods whose digests are sent in one tick, 0.6 MB: those of a node with 12,500 at once, of one with 50,000 within
     * 0.4 s, of which each ends a pod's wait for an entity. A digest with more goes alone.
     */
    private static final int PODS_AT_ONCE = 12_500;

    /** Ticks between a digest that has no answer and the next: 0.5 s. */
    private static final int RETRY = 5;

    /**
     * Retries at that pace, 2 s of them; then each pause is twice as long as the one before, up to 2 s: a shard that
     * was homeless for longer waits no longer than that for its pods.
     */
    private static final int FAST_RETRIES = 4;

    private static final int MAX_DOUBLINGS = 2;

    private final long[] dueAt;
    private final int[] tries;
    private final boolean[] heard;
    private final boolean[] settled;

    /** The last digest of any shard before this one was due anew: an answer to it tells of the time before. */
    private final long[] since;

    private final int period;
    private long tick;
    private long round;

    /**
     * The rounds of so many shards.
     *
     * @param period ticks between two digests of a shard from which nothing is wanted
     */
    DigestRounds(int shards, int period) {
        this.dueAt = new long[shards];
        this.tries = new int[shards];
        this.heard = new boolean[shards];
        this.settled = new boolean[shards];
        this.since = new long[shards];
        this.period = period;
        Arrays.fill(dueAt, Long.MAX_VALUE);
    }

    long now() {
        return tick;
    }

    /** The number of the digest that was sent last. */
    long round() {
        return round;
    }

    /** The number of a digest that is sent now. */
    long next() {
        return ++round;
    }

    /** All shards are due: what they know may have been lost. */
    void all() {
        IntStream.range(0, dueAt.length).forEach(this::now);
    }

    /** There is a new list: what was heard of the shards was about an older one. */
    void listed() {
        Arrays.fill(heard, false);
        Arrays.fill(settled, false);
        all();
    }

    /** This shard is due. */
    void now(int shard) {
        dueAt[shard] = tick;
        tries[shard] = 0;
        since[shard] = round;
    }

    /**
     * A tick has passed. The shards whose digest must be sent now, those first that have waited longest.
     *
     * @param pods how many the digest of a shard has
     */
    List<Integer> pass(IntUnaryOperator pods) {
        tick++;
        List<Integer> due = IntStream.range(0, dueAt.length)
                .filter(shard -> dueAt[shard] <= tick)
                .boxed()
                .sorted(Comparator.comparingLong(shard -> dueAt[shard]))
                .toList();
        List<Integer> now = due.subList(0, fitting(due, pods));
        now.forEach(this::sent);
        return now;
    }

    private static int fitting(List<Integer> due, IntUnaryOperator pods) {
        int count = 0;
        for (int sum = 0; count < due.size() && (count == 0 || sum < PODS_AT_ONCE); count++) {
            sum += pods.applyAsInt(due.get(count));
        }
        return count;
    }

    /** The shard's digest is sent; it is due again unless there is an answer. */
    void sent(int shard) {
        int doublings = Math.min(MAX_DOUBLINGS, Math.max(0, tries[shard] - FAST_RETRIES));
        dueAt[shard] = tick + ((long) RETRY << doublings);
        tries[shard]++;
    }

    /**
     * The shard has answered. Periods differ from shard to shard, so that they do not stay in step. An answer from
     * before the shard was due anew, by a home that it has left perhaps, changes nothing.
     *
     * @param to the number of the digest that is answered
     * @param nothingMissing whether nothing is missing there
     */
    void answered(int shard, long to, boolean nothingMissing) {
        if (to <= since[shard]) {
            return;
        }
        heard[shard] = true;
        settled[shard] |= nothingMissing;
        tries[shard] = 0;
        dueAt[shard] = tick + (nothingMissing ? period / 2 + (long) period * (shard + 1) / (2L * dueAt.length) : RETRY);
    }

    /** Whether every shard has answered since the last list, so that all is known that the list is missing. */
    boolean complete() {
        return IntStream.range(0, heard.length).allMatch(shard -> heard[shard]);
    }

    /** Whether every shard has lacked nothing once since the last list: all pods have had an entity that knows them. */
    boolean settled() {
        return IntStream.range(0, settled.length).allMatch(shard -> settled[shard]);
    }
}
