package io.podbridge.http.channel;

import java.util.ArrayDeque;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/** What the client sends on a channel, until somebody takes it: at most the bound and one read of the connection. */
final class Inbound {

    /** Of the failure with which {@link #source()} ends when the client resets the channel. */
    static final class ResetByClientException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ResetByClientException() {
            super("the client reset the stream", null, false, false);
        }
    }

    private final MultiplexerLogic logic;
    private final PeerChannel channel;
    private final GraphStageLogic.SubSourceOutlet<ByteString> outlet;
    private final ArrayDeque<ByteString> buffer = new ArrayDeque<>();
    private int bytes;
    private boolean full;
    private boolean finished;
    private boolean ended;

    Inbound(MultiplexerLogic logic, PeerChannel channel) {
        this.logic = logic;
        this.channel = channel;
        this.outlet = logic.newSource("channel-" + channel.number());
        outlet.setHandler(new AbstractOutHandler() {
            @Override
            public void onPull() {
                pushOn();
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
                ignore();
            }
        });
    }

    Source<ByteString, NotUsed> source() {
        return Source.fromGraph(outlet.source());
    }

    boolean ended() {
        return ended;
    }

    void offer(ByteString payload) {
        if (ended || finished) {
            return;
        }
        buffer.add(payload);
        bytes += payload.size();
        pushOn();
        weigh();
    }

    void finish() {
        finished = true;
        pushOn();
    }

    void ignore() {
        if (!ended) {
            outlet.complete();
            end();
        }
    }

    void fail() {
        if (!ended) {
            outlet.fail(new ResetByClientException());
            end();
        }
    }

    private void pushOn() {
        if (ended) {
            return;
        }
        if (!buffer.isEmpty() && outlet.isAvailable()) {
            ByteString payload = buffer.remove();
            bytes -= payload.size();
            outlet.push(payload);
            weigh();
        }
        if (finished && buffer.isEmpty()) {
            outlet.complete();
            end();
        }
    }

    private void end() {
        ended = true;
        buffer.clear();
        bytes = 0;
        weigh();
        channel.halfEnded();
    }

    private void weigh() {
        boolean nowFull = bytes >= logic.limits().buffer();
        if (nowFull != full) {
            full = nowFull;
            logic.fullness(nowFull ? 1 : -1);
        }
    }
}
