package io.podbridge.http.channel;

import java.util.ArrayDeque;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.OutHandler;
import org.apache.pekko.util.ByteString;

/**
 * What is written on a connection: the wire's answers first, then a frame of each channel in turn. Everything happens
 * on the connection's actor.
 */
final class ToClient implements OutHandler {

    /** A client that lets its answers pile up is not read from any more. */
    private static final int MOST_ANSWERS = 64 * 1024;

    private final MultiplexerLogic logic;
    private final Outlet<ByteString> out;
    private final ArrayDeque<ByteString> answers = new ArrayDeque<>();
    private final ArrayDeque<PeerChannel> sending = new ArrayDeque<>();
    private int answerBytes;
    private boolean closes;

    ToClient(MultiplexerLogic logic, Outlet<ByteString> out) {
        this.logic = logic;
        this.out = out;
    }

    @Override
    public void onPull() {
        writeOn();
    }

    boolean hasRoom() {
        return answerBytes < MOST_ANSWERS;
    }

    boolean nothingToAnswer() {
        return answers.isEmpty();
    }

    /** Whether the connection is closed once the answers are written. */
    boolean closes() {
        return closes;
    }

    /** To be written before what channels send. */
    void answer(ByteString bytes) {
        if (!bytes.isEmpty()) {
            answers.add(bytes);
            answerBytes += bytes.size();
            writeOn();
        }
    }

    /** Closes the connection after the answers, of which this is the last. */
    void close(ByteString last) {
        closes = true;
        answer(last);
        writeOn();
    }

    /** A channel has something to send. */
    void wantsToSend(PeerChannel channel) {
        sending.add(channel);
        writeOn();
    }

    void noLongerWantsToSend(PeerChannel channel) {
        sending.remove(channel);
    }

    /** Writes the next, if the client takes anything now. */
    void writeOn() {
        if (!logic.isAvailable(out)) {
            return;
        }
        if (!answers.isEmpty()) {
            ByteString bytes = answers.remove();
            answerBytes -= bytes.size();
            logic.push(out, bytes);
            logic.readOn();
        } else if (closes) {
            logic.completeStage();
        } else if (!sending.isEmpty()) {
            writeChannel(sending.remove());
        } else {
            logic.written();
        }
    }

    private void writeChannel(PeerChannel channel) {
        ByteString frame = channel.nextFrame();
        if (channel.hasMore()) {
            sending.add(channel);
        }
        if (!frame.isEmpty()) {
            logic.traffic();
            logic.push(out, frame);
        }
        channel.afterFrame();
        writeOn();
    }
}
