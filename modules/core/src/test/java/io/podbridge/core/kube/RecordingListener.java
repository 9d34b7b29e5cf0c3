package io.podbridge.core.kube;

import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what a watch delivers, and holds it up when told so. */
final class RecordingListener implements PodWatchListener {

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<CompletableFuture<Void>> held = new LinkedBlockingQueue<>();
    private volatile boolean holding;

    void hold() {
        holding = true;
    }

    /** Is done with the event that has been held up longest. */
    void letGo() throws InterruptedException {
        CompletableFuture<Void> one = held.poll(20, TimeUnit.SECONDS);
        if (one == null) {
            throw new AssertionError("no event is held up");
        }
        one.complete(null);
    }

    /** The next event: text, or an End. */
    Object next() throws InterruptedException {
        Object event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came");
        }
        return event;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    @Override
    public CompletionStage<Void> changed(Pod pod) {
        return delivered("changed " + pod.id().uid() + " " + pod.resourceVersion());
    }

    @Override
    public CompletionStage<Void> gone(PodId pod, String resourceVersion) {
        return delivered("gone " + pod.uid() + " " + resourceVersion);
    }

    @Override
    public void bookmark(String resourceVersion) {
        events.add("bookmark " + resourceVersion);
    }

    @Override
    public void ended(End end) {
        events.add(end);
    }

    private CompletionStage<Void> delivered(String event) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (holding) {
            held.add(done);
        } else {
            done.complete(null);
        }
        events.add(event);
        return done;
    }
}
