package io.podbridge.core.kube;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Whose turn it is to send: at most so many at one time, the others in order of arrival, and at most so many of those.
 *
 * <p>While it is not known that the server answers, only one is sent at a time: java.net.http opens a connection for
 * each request that finds none open, and sixty-four TLS handshakes at once time out.
 *
 * <p>Threads: any. What is started must not end before {@link Turn#start} returns, or a long queue becomes a deep
 * stack.
 */
final class CallQueue {

    private final int maxInFlight;
    private final int maxQueued;
    private final long maxWaitNanos;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int inFlight;
    private boolean warm;

    /** Something that waits for its turn; exactly one of the two is called, once. */
    interface Turn {
        /** Its turn has come. {@link CallQueue#ended} is to be called when it is over. */
        void start();

        /** Its turn will not come. */
        void refused(String why);
    }

    private record Waiting(Turn turn, long since) {}

    CallQueue(int maxInFlight, int maxQueued, Duration maxWait) {
        this.maxInFlight = maxInFlight;
        this.maxQueued = maxQueued;
        this.maxWaitNanos = maxWait.toNanos();
    }

    void enter(Turn turn) {
        switch (place(turn)) {
            case NOW -> turn.start();
            case LATER -> {}
            case NEVER -> turn.refused("more than " + maxQueued + " requests are waiting already");
        }
    }

    /** One that was started is over; whether the server has answered it, be it with an error, or has not. */
    void ended(boolean answered) {
        synchronized (this) {
            inFlight--;
            warm = answered;
        }
        startWaiting();
    }

    private enum Place {
        NOW,
        LATER,
        NEVER
    }

    private synchronized Place place(Turn turn) {
        if (waiting.isEmpty() && inFlight < allowed()) {
            inFlight++;
            return Place.NOW;
        }
        if (waiting.size() >= maxQueued) {
            return Place.NEVER;
        }
        waiting.add(new Waiting(turn, System.nanoTime()));
        return Place.LATER;
    }

    private int allowed() {
        return warm ? maxInFlight : 1;
    }

    private void startWaiting() {
        for (Optional<Waiting> next = next(); next.isPresent(); next = next()) {
            Waiting it = next.get();
            if (System.nanoTime() - it.since > maxWaitNanos) {
                synchronized (this) {
                    inFlight--;
                }
                it.turn.refused("its turn did not come within "
                        + Duration.ofNanos(maxWaitNanos).toSeconds() + " s");
            } else {
                it.turn.start();
            }
        }
    }

    private synchronized Optional<Waiting> next() {
        if (inFlight >= allowed()) {
            return Optional.empty();
        }
        Optional<Waiting> next = Optional.ofNullable(waiting.poll());
        next.ifPresent(it -> inFlight++);
        return next;
    }
}
