package io.podbridge.http.channel;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.util.ByteString;

/** What is sent on a channel: one element is held, and the next one asked for when it has been written. */
final class Outbound {

    /** As Go's io.Copy, so that channels take turns at a fair pace. */
    private static final int LARGEST_FRAME = 32 * 1024;

    private final MultiplexerLogic logic;
    private final PeerChannel channel;
    private Optional<GraphStageLogic.SubSinkInlet<ByteString>> running = Optional.empty();
    private ByteString pending = ByteString.emptyByteString();
    private Optional<Consumer<Optional<Throwable>>> sent = Optional.empty();
    private boolean ending;
    private boolean queued;
    private boolean open = true;

    Outbound(MultiplexerLogic logic, PeerChannel channel) {
        this.logic = logic;
        this.channel = channel;
    }

    Sink<ByteString, NotUsed> sink(Consumer<Optional<Throwable>> whenSent) {
        GraphStageLogic.SubSinkInlet<ByteString> inlet = logic.newSink("channel-" + channel.number());
        inlet.setHandler(new Source(inlet));
        sent = Optional.of(whenSent);
        running = Optional.of(inlet);
        inlet.pull();
        return Sink.fromGraph(inlet.sink());
    }

    boolean open() {
        return open;
    }

    boolean hasMore() {
        return queued;
    }

    void end(ByteString last) {
        if (open && !ending) {
            stop();
            pending = pending.concat(last);
            ending = true;
            enqueue();
        }
    }

    void endUnlessSending() {
        if (running.isEmpty()) {
            end(ByteString.emptyByteString());
        }
    }

    void drop() {
        if (open) {
            stop();
            pending = ByteString.emptyByteString();
            queued = false;
            logic.toClient().noLongerWantsToSend(channel);
            close();
        }
    }

    ByteString nextFrame(Wire wire, int number) {
        ByteString payload = pending.take(LARGEST_FRAME);
        pending = pending.drop(payload.size());
        boolean last = ending && pending.isEmpty();
        queued = !last && !pending.isEmpty();
        return payload.isEmpty() && !last ? ByteString.emptyByteString() : wire.data(number, payload, last);
    }

    void afterFrame() {
        if (queued || !open) {
            return;
        }
        if (ending) {
            close();
        } else {
            running.filter(inlet -> !inlet.hasBeenPulled()).ifPresent(GraphStageLogic.SubSinkInlet::pull);
        }
    }

    private void stop() {
        running.ifPresent(GraphStageLogic.SubSinkInlet::cancel);
        running = Optional.empty();
    }

    private void close() {
        open = false;
        tell(Optional.empty());
        channel.halfEnded();
    }

    private void tell(Optional<Throwable> how) {
        Optional<Consumer<Optional<Throwable>>> listener = sent;
        sent = Optional.empty();
        listener.ifPresent(it -> it.accept(how));
    }

    private void enqueue() {
        if (!queued) {
            queued = true;
            logic.toClient().wantsToSend(channel);
        }
    }

    private final class Source implements InHandler {

        private final GraphStageLogic.SubSinkInlet<ByteString> inlet;

        private Source(GraphStageLogic.SubSinkInlet<ByteString> inlet) {
            this.inlet = inlet;
        }

        @Override
        public void onPush() {
            pending = inlet.grab();
            enqueue();
        }

        @Override
        public void onUpstreamFinish() {
            running = Optional.empty();
            ending = true;
            enqueue();
        }

        @Override
        public void onUpstreamFailure(Throwable failure) {
            running = Optional.empty();
            tell(Optional.of(failure));
        }
    }
}
