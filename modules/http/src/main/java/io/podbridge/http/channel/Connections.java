package io.podbridge.http.channel;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The upgraded connections of a replica: how many converse, and the way to end them all. For any thread. */
public final class Connections {

    /** The way to a running connection, from any thread. */
    interface Control {

        /** See {@link Conversation#interrupt}. */
        void interrupt(String reason);

        /** Closes it. */
        void abort();
    }

    private final int most;
    private final Set<Control> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger conversing = new AtomicInteger();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile String closing = "";

    /**
     * Without any connection yet.
     *
     * @param most conversations at a time. A few more may begin in the moment in which the bound is reached, since a
     *     place is taken when the connection is upgraded and not when it is asked for
     */
    public Connections(int most) {
        this.most = most;
    }

    /** Whether another one may begin. */
    public boolean room() {
        return conversing.get() < most && closing.isEmpty();
    }

    /** How many conversations there are; a connection that only waits for its client to close counts no more. */
    public int conversing() {
        return conversing.get();
    }

    /** How many connections there are. */
    public int open() {
        return open.size();
    }

    /**
     * Interrupts all conversations, and each that begins later.
     *
     * @return completes when none is left
     */
    public CompletionStage<Void> interruptAll(String reason) {
        closing = reason;
        open.forEach(control -> control.interrupt(reason));
        checkDrained();
        return drained.copy();
    }

    /** Completes when, after {@link #interruptAll}, every client has closed its connection. */
    public CompletionStage<Void> closed() {
        return closed.copy();
    }

    /** Closes what is still open. */
    public void abortAll() {
        open.forEach(Control::abort);
    }

    void began(Control control) {
        open.add(control);
        conversing.incrementAndGet();
        if (!closing.isEmpty()) {
            control.interrupt(closing);
        }
    }

    void conversed() {
        conversing.decrementAndGet();
        checkDrained();
    }

    void ended(Control control) {
        open.remove(control);
        checkDrained();
    }

    private void checkDrained() {
        if (!closing.isEmpty() && conversing.get() == 0) {
            drained.complete(null);
        }
        if (!closing.isEmpty() && open.isEmpty()) {
            closed.complete(null);
        }
    }
}
