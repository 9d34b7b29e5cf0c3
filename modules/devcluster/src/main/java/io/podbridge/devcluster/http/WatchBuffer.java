package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.WatchEvent;
import io.podbridge.devcluster.api.WatchSink;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between the store, which must not wait, and a client, which may be slow. What exists when the watch begins is kept
 * however much it is (the store holds it anyway); of what happens later, no more than the capacity. Then the watch is
 * over, but what had happened before is still delivered: the client may go on from there. Thread-safe.
 */
final class WatchBuffer implements WatchSink {
    private static final Logger LOG = LoggerFactory.getLogger(WatchBuffer.class);

    private final int capacity;
    private List<WatchEvent> beginning = new ArrayList<>();
    private @Nullable BoundedSourceQueue<WatchEvent> queue;
    private boolean ended;

    WatchBuffer(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized boolean next(WatchEvent event) {
        if (ended) {
            return false;
        }
        if (queue == null) {
            beginning.add(event);
            return true;
        }
        if (queue.offer(event).isEnqueued()) {
            return true;
        }
        end();
        return false;
    }

    @Override
    public synchronized void end() {
        if (!ended) {
            ended = true;
            complete(queue);
        }
    }

    private static void complete(@Nullable BoundedSourceQueue<WatchEvent> queue) {
        try {
            if (queue != null) {
                queue.complete();
            }
        } catch (IllegalStateException e) {
            // The client was faster.
            LOG.trace("Ended already", e);
        }
    }

    /** All events, in order. To be called once, when the watch is set up. */
    synchronized Source<WatchEvent, NotUsed> open(Materializer materializer) {
        var live = Source.<WatchEvent>queue(capacity).preMaterialize(materializer);
        queue = live.first();
        if (ended) {
            complete(queue);
        }
        var first = beginning;
        beginning = List.of();
        return first.isEmpty() ? live.second() : Source.from(first).concat(live.second());
    }
}
