package io.podbridge.core.relay;

import io.podbridge.core.streams.Pipe;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** The receiving end of a channel: holds what was not read yet, and gives credit for what was. Thread-safe. */
final class Inlet {
    private final int channel;
    private final Consumer<Frame> link;
    private final Pipe pipe;
    private long held;
    private long owed;

    Inlet(int channel, Consumer<Frame> link) {
        this.channel = channel;
        this.link = link;
        this.pipe = new Pipe(Long.MAX_VALUE, this::taken);
        var unused = pipe.abandoned().thenRun(() -> link.accept(Frame.of(Frame.Kind.STOP, channel)));
    }

    /** Takes bytes; false if there was no credit for them. */
    boolean take(ByteString bytes) {
        synchronized (this) {
            held += Link.cost(bytes.size());
            if (held > Link.WINDOW) {
                return false;
            }
        }
        var unused = pipe.put(bytes);
        return true;
    }

    /** Credit goes back in large pieces: each is a frame. */
    private void taken(int bytes) {
        long credit;
        synchronized (this) {
            owed += Link.cost(bytes);
            held -= Link.cost(bytes);
            credit = owed >= Link.WINDOW / 4 ? owed : 0;
            owed -= credit;
        }
        if (credit > 0) {
            link.accept(Frame.of(Frame.Kind.CREDIT, channel, (int) credit));
        }
    }

    void complete() {
        pipe.complete();
    }

    void fail(Throwable failure) {
        pipe.fail(failure);
    }

    /** What comes out. */
    Source<ByteString, NotUsed> source() {
        return pipe.source();
    }

    /** Completes when nobody reads any more. */
    CompletionStage<Done> abandoned() {
        return pipe.abandoned();
    }
}
