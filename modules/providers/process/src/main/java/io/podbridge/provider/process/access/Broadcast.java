package io.podbridge.provider.process.access;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** One stream of a container, for all who are attached to it. Thread-safe. */
public final class Broadcast {
    private final Set<Tap> taps = new CopyOnWriteArraySet<>();
    private volatile boolean ended;

    /** Hands on the first {@code length} bytes; waits for whoever is slow. */
    public void publish(byte[] bytes, int length) {
        if (!taps.isEmpty()) {
            ByteString chunk = ByteString.fromArray(bytes, 0, length);
            taps.forEach(tap -> tap.put(chunk));
        }
    }

    /** The process has ended: its last words must reach the log though somebody does not listen. */
    public void hurry() {
        taps.forEach(Tap::hurry);
    }

    /** Nothing more comes. */
    public void end() {
        ended = true;
        taps.forEach(Tap::end);
    }

    Tap tap() {
        var tap = new Tap();
        taps.add(tap);
        if (ended) {
            tap.end();
        }
        return tap;
    }

    void leave(Tap tap) {
        taps.remove(tap);
        tap.close();
    }

    Source<ByteString, NotUsed> source(Tap tap) {
        return Source.unfoldResourceAsync(() -> CompletableFuture.completedFuture(tap), Tap::next, left -> {
            leave(left);
            return CompletableFuture.completedFuture(Done.done());
        });
    }
}
