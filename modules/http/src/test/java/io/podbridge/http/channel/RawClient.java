package io.podbridge.http.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.http.spdy.SpdyDecoder;
import io.podbridge.http.spdy.SpdyEncoder;
import io.podbridge.http.spdy.SpdyFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** The client's end of a connection over SPDY, which reads when it is told to. For the test's thread. */
public final class RawClient implements AutoCloseable {

    private static final int MOST_UNREAD_BY_SERVER = 1024;

    public final SpdyEncoder encoder = new SpdyEncoder();
    private final SpdyDecoder decoder = new SpdyDecoder();
    private final BoundedSourceQueue<ByteString> toServer;
    private final SinkQueueWithCancel<ByteString> fromServer;
    private final Deque<SpdyFrame> frames = new ArrayDeque<>();

    private RawClient(BoundedSourceQueue<ByteString> toServer, SinkQueueWithCancel<ByteString> fromServer) {
        this.toServer = toServer;
        this.fromServer = fromServer;
    }

    public static RawClient connect(
            ActorSystem system,
            Function<Connection, Conversation> conversation,
            Limits limits,
            Connections connections) {
        var ends = Source.<ByteString>queue(MOST_UNREAD_BY_SERVER)
                .via(Flow.fromGraph(new Multiplexer(SpdyWire::new, conversation, limits, connections)))
                .toMat(Sink.queue(1), Keep.both())
                .run(system);
        return new RawClient(ends.first(), ends.second());
    }

    public void open(int stream, String type) {
        send(encoder.synStream(stream, Map.of("streamtype", type), false));
    }

    public void send(ByteString bytes) {
        assertThat(toServer.offer(bytes).isEnqueued()).isTrue();
    }

    /** How much the server has not yet read, in sends. */
    public int unread() {
        return toServer.size();
    }

    /** The next frame; empty if the server closed the connection. */
    public Optional<SpdyFrame> next() {
        while (frames.isEmpty()) {
            Optional<ByteString> bytes = pull();
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            frames.addAll(decoder.decode(bytes.get()));
        }
        return Optional.of(frames.remove());
    }

    /** Frames until one that is of this type, with it. */
    public List<SpdyFrame> until(Class<? extends SpdyFrame> type) {
        List<SpdyFrame> read = new ArrayList<>();
        do {
            read.add(next().orElseThrow(() -> new AssertionError("closed after " + read)));
        } while (!type.isInstance(read.getLast()));
        return read;
    }

    /** What the frames carry on a stream. */
    public static String text(List<SpdyFrame> frames, int stream) {
        ByteString text = ByteString.emptyByteString();
        for (SpdyFrame frame : frames) {
            text = frame instanceof SpdyFrame.Data data && data.stream() == stream ? text.concat(data.payload()) : text;
        }
        return text.utf8String();
    }

    public void hangUp() {
        toServer.complete();
    }

    @Override
    public void close() {
        if (!toServer.isCompleted()) {
            toServer.complete();
        }
        fromServer.cancel();
        encoder.close();
        decoder.close();
    }

    private Optional<ByteString> pull() {
        CompletableFuture<Optional<ByteString>> pulled = fromServer.pull().toCompletableFuture();
        try {
            return pulled.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("the server sends nothing", e);
        }
    }
}
