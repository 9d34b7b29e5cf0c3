package io.podbridge.http.kubelet;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** A log that is being written: by the test. */
final class LocalLog {

    private static final int MOST_LINES = 64;

    private final Set<BoundedSourceQueue<ByteString>> followers = ConcurrentHashMap.newKeySet();

    /** What is written from now on. */
    Source<ByteString, NotUsed> follow() {
        return Source.<ByteString>queue(MOST_LINES).watchTermination((queue, over) -> {
            followers.add(queue);
            var unused = over.whenComplete((done, failure) -> followers.remove(queue));
            return NotUsed.getInstance();
        });
    }

    /** Those that read it now. */
    int followers() {
        return followers.size();
    }

    void write(String text) {
        followers.forEach(queue -> queue.offer(ByteString.fromString(text)));
    }

    void end() {
        followers.forEach(BoundedSourceQueue::complete);
    }
}
