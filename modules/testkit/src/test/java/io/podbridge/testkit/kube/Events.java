package io.podbridge.testkit.kube;

import io.podbridge.core.kube.PodWatchListener;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a watch delivered. */
final class Events implements PodWatchListener {

    /** A pod that changed, one that is gone, or the end. */
    sealed interface Event {
        record Changed(Pod pod) implements Event {}

        record Gone(PodId pod) implements Event {}

        record Ended(End end) implements Event {}
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    Event next() throws InterruptedException {
        return Optional.ofNullable(events.poll(60, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("no event came"));
    }

    Pod changed() throws InterruptedException {
        if (next() instanceof Event.Changed(Pod pod)) {
            return pod;
        }
        throw new AssertionError("something else than a change came");
    }

    End end() throws InterruptedException {
        while (true) {
            if (next() instanceof Event.Ended(End end)) {
                return end;
            }
        }
    }

    @Override
    public CompletionStage<Void> changed(Pod pod) {
        events.add(new Event.Changed(pod));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> gone(PodId pod, String resourceVersion) {
        events.add(new Event.Gone(pod));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void bookmark(String resourceVersion) {}

    @Override
    public void ended(End end) {
        events.add(new Event.Ended(end));
    }
}
