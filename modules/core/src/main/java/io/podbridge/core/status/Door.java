package io.podbridge.core.status;

import java.time.Duration;
import java.util.Optional;

/** Whether writes are taken, as far as is known. Not thread-safe. */
final class Door {
    private enum State {
        /** They are. */
        OPEN,
        /** One was not; until the pause is over nothing is sent. */
        CLOSED,
        /** The next write tries the door. */
        DUE,
        /** A write is trying the door; its answer, and no older one's, decides. */
        TRIED
    }

    private final BackOff backOff;
    private final Duration longest;
    private State state = State.OPEN;
    private Duration pause = Duration.ZERO;

    /** {@code longest} bounds how long whoever has no answer may ask for. */
    Door(BackOff backOff, Duration longest) {
        this.backOff = backOff;
        this.longest = longest;
    }

    boolean open() {
        return state == State.OPEN;
    }

    /** Whether a write may be sent now. */
    boolean passable() {
        return state == State.OPEN || state == State.DUE;
    }

    /** A write is sent; whether it tries the door. */
    boolean pass() {
        boolean tries = state == State.DUE;
        state = tries ? State.TRIED : state;
        return tries;
    }

    /** The pause is over. */
    void due() {
        state = state == State.CLOSED ? State.DUE : state;
    }

    /** A write was answered, be it with a refusal. */
    void answered(boolean tried) {
        if (tried) {
            reopen();
        }
    }

    /** Somebody else found that writes are taken again. */
    void reopen() {
        state = State.OPEN;
        backOff.reset();
    }

    /** A write had no answer. The pause until the door is due, if it begins now. */
    Optional<Duration> unanswered(boolean tried, Optional<Duration> retryAfter) {
        Duration asked = retryAfter
                .filter(it -> it.compareTo(longest) < 0)
                .orElse(retryAfter.isPresent() ? longest : Duration.ZERO);
        if (tried || passable()) {
            return Optional.of(close(backOff.next(), asked));
        }
        return state == State.CLOSED && asked.compareTo(pause) > 0
                ? Optional.of(close(pause, asked))
                : Optional.empty();
    }

    private Duration close(Duration atLeast, Duration asked) {
        state = State.CLOSED;
        pause = asked.compareTo(atLeast) > 0 ? asked : atLeast;
        return pause;
    }
}
