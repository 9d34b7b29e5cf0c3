package io.podbridge.app.demo;

import java.time.Duration;

/**
 * How long a replica that died stays dead: a second, so that one sees it gone; longer when it keeps dying.
 *
 * @param quickEnds how many times in a row it has ended soon after its start
 */
record RestartDelay(int quickEnds) {
    static final RestartDelay FIRST = new RestartDelay(0);

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MOST_DOUBLINGS = 5;

    /** The next one, after a life of this length. */
    RestartDelay after(Duration life) {
        return new RestartDelay(life.compareTo(SOON) < 0 ? quickEnds + 1 : 0);
    }

    /** 1 s to 32 s. */
    Duration duration() {
        return Duration.ofSeconds(1L << Math.clamp(quickEnds - 1L, 0, MOST_DOUBLINGS));
    }
}
