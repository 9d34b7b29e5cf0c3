package io.podbridge.core.relay;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;

/** The sending end of a channel: sends no more than the other side has room for. Thread-safe. */
final class Outlet {
    private static final int PIECE = 32 * 1024;

    private final int channel;
    private final Consumer<Frame> link;
    private final SharedKillSwitch stopping;
    private final CompletableFuture<Done> finished = new CompletableFuture<>();
    private ByteString rest = ByteString.emptyByteString();
    private Optional<CompletableFuture<Done>> sending = Optional.empty();
    private long credit = Link.WINDOW;
    private boolean stopped;

    Outlet(int channel, Consumer<Frame> link) {
        this.channel = channel;
        this.link = link;
        this.stopping = KillSwitches.shared("relay-outlet-" + channel);
    }

    /** Sends what comes; takes and drops it once nobody reads any more. */
    Sink<ByteString, NotUsed> patientSink() {
        return Flow.of(ByteString.class).mapAsync(1, this::send).to(Sink.onComplete(this::over));
    }

    /** Sends what comes; cancels once nobody reads any more. */
    Sink<ByteString, NotUsed> sink() {
        return Flow.of(ByteString.class).via(stopping.flow()).to(patientSink());
    }

    private void over(scala.util.Try<Done> how) {
        link.accept(
                how.isSuccess()
                        ? Frame.of(Frame.Kind.END, channel)
                        : Frame.of(
                                Frame.Kind.BROKEN, channel, how.failed().get().toString()));
        finished.complete(Done.done());
    }

    /** Completes when the channel's end was sent. */
    CompletionStage<Done> finished() {
        return finished.minimalCompletionStage();
    }

    private synchronized CompletionStage<Done> send(ByteString bytes) {
        var sent = new CompletableFuture<Done>();
        rest = bytes;
        sending = Optional.of(sent);
        pump();
        return sent;
    }

    /** The other side has room for so many more. */
    synchronized void credit(int bytes) {
        credit += Math.max(0, bytes);
        pump();
    }

    /** Nobody reads any more. */
    void stop() {
        synchronized (this) {
            stopped = true;
            pump();
        }
        stopping.shutdown();
    }

    private void pump() {
        while (!stopped && !rest.isEmpty()) {
            int size = Math.min(rest.size(), PIECE);
            if (credit < Link.cost(size)) {
                return;
            }
            credit -= Link.cost(size);
            link.accept(new Frame(Frame.Kind.DATA, channel, rest.take(size)));
            rest = rest.drop(size);
        }
        sending.ifPresent(sent -> sent.complete(Done.done()));
        sending = Optional.empty();
    }
}
