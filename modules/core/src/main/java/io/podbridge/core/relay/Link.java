package io.podbridge.core.relay;

import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Framing;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * One connection between two replicas, for one call. Each channel holds at most {@link #WINDOW} bytes at either end,
 * which the sender keeps to; so the connection itself is always read, and a silent one is a dead one. Thread-safe.
 */
final class Link {
    static final int CHANNELS = 3;
    /** Fills a link of 1 Gbit/s and 4 ms. */
    static final int WINDOW = 512 * 1024;
    /** What a frame costs besides its bytes, so that tiny ones are bounded too. */
    private static final int FRAME_COST = 64;
    /** All frames that there can be credit for, many times over. */
    private static final int QUEUE = 64 * 1024;

    private static final int BATCH = 128 * 1024;
    private static final Duration BEAT = Duration.ofSeconds(4);
    /** As long as a client that has died may go unnoticed. */
    private static final Duration SILENCE = Duration.ofSeconds(12);

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final ActorSystem system;
    private final Listener listener;
    private final BoundedSourceQueue<ByteString> queue;
    private final Source<ByteString, NotUsed> outbound;
    private final SharedKillSwitch end = KillSwitches.shared("relay-link");
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final List<Outlet> outlets = IntStream.range(0, CHANNELS)
            .mapToObj(each -> new Outlet(each, this::send))
            .toList();
    private final List<Inlet> inlets = IntStream.range(0, CHANNELS)
            .mapToObj(each -> new Inlet(each, this::send))
            .toList();

    /** Hears what is not about a channel. */
    interface Listener {
        /** A frame came. */
        void heard(Frame frame);

        /** Nothing more comes or can be sent; why. Once. */
        void over(IOException why);
    }

    Link(ActorSystem system, Listener listener) {
        this.system = system;
        this.listener = listener;
        var prepared = Source.<ByteString>queue(QUEUE).preMaterialize(system);
        this.queue = prepared.first();
        this.outbound = prepared.second();
    }

    static int cost(int bytes) {
        return bytes + FRAME_COST;
    }

    /** Begins to talk. */
    void run(Flow<ByteString, ByteString, ?> transport) {
        CompletionStage<?> ended = outbound.batchWeighted(
                        BATCH, bytes -> (long) bytes.size(), first -> first, ByteString::concat)
                .keepAlive(BEAT, () -> Frame.of(Frame.Kind.BEAT).bytes())
                .via(end.flow())
                .via(transport)
                .idleTimeout(SILENCE)
                .via(end.flow())
                .via(Framing.lengthField(3, 1, Frame.HEAD + Frame.MAX_PAYLOAD, ByteOrder.BIG_ENDIAN))
                .runWith(Sink.foreach(this::heard), system);
        var unused = ended.whenComplete((done, failure) -> ended(
                failure == null ? new IOException("the other replica has gone") : new IOException(message(failure))));
    }

    private static String message(Throwable failure) {
        return "the connection to the other replica broke: " + failure;
    }

    private void heard(ByteString bytes) {
        Frame frame = Frame.parse(bytes).orElseThrow(() -> new IllegalArgumentException("a frame of no known kind"));
        switch (frame.kind()) {
            case BEAT -> {}
            case DATA -> {
                if (!inlets.get(frame.channel()).take(frame.payload())) {
                    throw new IllegalArgumentException("more data than there was credit for");
                }
            }
            case END -> inlets.get(frame.channel()).complete();
            case BROKEN ->
                inlets.get(frame.channel()).fail(new IOException(frame.payload().utf8String()));
            case STOP -> outlets.get(frame.channel()).stop();
            case CREDIT -> outlets.get(frame.channel()).credit(frame.number(0));
            case OPEN, OPENED, REFUSED, RESIZE, EXITED, FAILED, CLOSE -> listener.heard(frame);
        }
    }

    private void ended(IOException why) {
        if (over.compareAndSet(false, true)) {
            end.shutdown();
            outlets.forEach(Outlet::stop);
            // Who has said that it is done is not told of a failure.
            inlets.forEach(closing.get() ? Inlet::complete : inlet -> inlet.fail(why));
            listener.over(why);
        }
    }

    /** Sends a frame. Once the link is over it is dropped. */
    void send(Frame frame) {
        if (!over.get() && queue.offer(frame.bytes()).equals(QueueOfferResult.dropped())) {
            end.abort(new IOException("the other replica does not take what it asked for"));
        }
    }

    /** Ends it, after what is sent by now has gone. Idempotent. */
    void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        send(Frame.of(Frame.Kind.CLOSE));
        try {
            queue.complete();
        } catch (IllegalStateException overMeanwhile) {
            // The other side may hang up before this line.
        }
        var unused = system.scheduler().scheduleOnce(LAST_WORDS, end::shutdown, system.dispatcher());
    }

    /** Ends it at once. */
    void drop() {
        end.shutdown();
    }

    Outlet outlet(int channel) {
        return outlets.get(channel);
    }

    Inlet inlet(int channel) {
        return inlets.get(channel);
    }
}
