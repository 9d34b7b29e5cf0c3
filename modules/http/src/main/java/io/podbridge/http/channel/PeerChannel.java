package io.podbridge.http.channel;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** A channel and its two halves. */
final class PeerChannel implements Channel {

    private final MultiplexerLogic logic;
    private final int number;
    private final Map<String, String> headers;
    private final Inbound inbound;
    private final Outbound outbound;

    PeerChannel(MultiplexerLogic logic, int number, Map<String, String> headers) {
        this.logic = logic;
        this.number = number;
        this.headers = headers;
        this.inbound = new Inbound(logic, this);
        this.outbound = new Outbound(logic, this);
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public Source<ByteString, NotUsed> received() {
        return inbound.source();
    }

    @Override
    public void ignore() {
        inbound.ignore();
    }

    @Override
    public Sink<ByteString, NotUsed> toClient(Consumer<Optional<Throwable>> sent) {
        return outbound.sink(sent);
    }

    @Override
    public void end(ByteString last) {
        outbound.end(last);
    }

    @Override
    public void reset() {
        if (!settled()) {
            logic.toClient().answer(logic.wire().reset(number));
            inbound.ignore();
            outbound.drop();
        }
    }

    void offer(ByteString payload) {
        inbound.offer(payload);
    }

    void finished() {
        inbound.finish();
    }

    void resetByClient() {
        inbound.fail();
        outbound.drop();
    }

    /** The conversation is over: what the client sends is dropped, and what has not begun to be sent never will be. */
    void part() {
        inbound.ignore();
        outbound.endUnlessSending();
    }

    boolean sends() {
        return outbound.open();
    }

    boolean hasMore() {
        return outbound.hasMore();
    }

    ByteString nextFrame() {
        return outbound.nextFrame(logic.wire(), number);
    }

    void afterFrame() {
        outbound.afterFrame();
    }

    /** Called by the halves when one has ended. */
    void halfEnded() {
        if (settled()) {
            logic.forget(number);
        }
    }

    private boolean settled() {
        return inbound.ended() && !outbound.open();
    }
}
