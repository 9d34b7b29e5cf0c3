package io.podbridge.provider.process.access;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;

/**
 * One listener's share of what a container prints. It holds a bounded number of bytes; a container that prints faster
 * than somebody who is attached takes waits for him, as for a terminal. Thread-safe.
 */
final class Tap {
    private static final int MOST = 256 * 1024;

    private final Deque<ByteString> chunks = new ArrayDeque<>();
    private long size;
    private boolean ended;
    private boolean hurried;
    private Optional<CompletableFuture<Optional<ByteString>>> waiting = Optional.empty();

    /** Takes a chunk, once there is room. After the end it is dropped. */
    synchronized void put(ByteString chunk) {
        try {
            while (size >= MOST && !ended && !hurried) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            chunks.add(chunk);
            size += chunk.size();
            serve();
        }
    }

    /** The next chunk; empty at the end. */
    synchronized CompletionStage<Optional<ByteString>> next() {
        var next = new CompletableFuture<Optional<ByteString>>();
        waiting = Optional.of(next);
        serve();
        return next;
    }

    /** Nobody waits for the listener any more: what is left of the container's words fits into a pipe. */
    synchronized void hurry() {
        hurried = true;
        notifyAll();
    }

    /** Nothing more is printed. */
    synchronized void end() {
        ended = true;
        notifyAll();
        serve();
    }

    /** Nobody listens any more. */
    synchronized void close() {
        chunks.clear();
        size = 0;
        end();
    }

    private void serve() {
        if (waiting.isPresent() && (ended || !chunks.isEmpty())) {
            Optional<ByteString> next = Optional.ofNullable(chunks.poll());
            size -= next.map(ByteString::size).orElse(0);
            notifyAll();
            CompletableFuture<Optional<ByteString>> asked = waiting.orElseThrow();
            waiting = Optional.empty();
            asked.complete(next);
        }
    }
}
