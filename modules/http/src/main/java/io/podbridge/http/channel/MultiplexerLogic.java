package io.podbridge.http.channel;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;
import scala.jdk.javaapi.FutureConverters;

/** One connection. Everything happens on its actor, but for {@link Connections.Control}. */
final class MultiplexerLogic extends TimerGraphStageLogic implements Connection, Connections.Control {

    private static final Object TICK = "tick";
    private static final Object LINGER = "linger";

    /** A timer of the conversation. */
    private record Later(Runnable action) {}

    /** CONVERSING until {@link #finish}; PARTING until the farewell is written; LINGERING until the client closes. */
    private enum Phase {
        CONVERSING,
        PARTING,
        LINGERING
    }

    private final Multiplexer stage;
    private final Wire wire;
    private final Conversation conversation;
    private final Map<Integer, PeerChannel> channels = new LinkedHashMap<>();
    private final ToClient toClient;
    private final AsyncCallback<String> interruption = createAsyncCallback(this::interruptHere);
    private final AsyncCallback<Done> abortion = createAsyncCallback(now -> completeStage());
    private Phase phase = Phase.CONVERSING;
    private int fullChannels;
    private boolean ended;
    private long lastTraffic = System.nanoTime();

    MultiplexerLogic(Multiplexer stage) {
        super(stage.shape());
        this.stage = stage;
        this.wire = stage.wire.get();
        this.toClient = new ToClient(this, stage.out);
        this.conversation = stage.conversation.apply(this);
        setHandler(stage.in, new FromClient());
        setHandler(stage.out, toClient);
    }

    @Override
    public void preStart() {
        stage.connections.began(this);
        scheduleAtFixedRate(TICK, stage.limits.probe(), stage.limits.probe());
        conversation.begin();
        wire.begin().forEach(this::on);
        readOn();
    }

    @Override
    public void postStop() {
        endConversation();
        stage.connections.ended(this);
        wire.close();
    }

    @Override
    public void onTimer(Object key) {
        if (key instanceof Later(Runnable action)) {
            action.run();
        } else if (key.equals(LINGER)) {
            completeStage();
        } else {
            tick();
        }
    }

    @Override
    public Materializer materializer() {
        return subFusingMaterializer();
    }

    @Override
    public void after(Duration delay, Runnable action) {
        scheduleOnce(new Later(action), delay);
    }

    @Override
    public <T> void when(CompletionStage<T> result, Result<T> here, Consumer<T> late) {
        AsyncCallback<T> value = createAsyncCallback(here::value);
        AsyncCallback<Throwable> failure = createAsyncCallback(here::failed);
        var unused = result.whenComplete((arrived, error) -> {
            if (error != null) {
                failure.invoke(error);
                return;
            }
            FutureConverters.asJava(value.invokeWithFeedback(arrived)).whenComplete((done, stopped) -> {
                if (stopped != null) {
                    late.accept(arrived);
                }
            });
        });
    }

    @Override
    public void finish() {
        if (phase == Phase.CONVERSING) {
            phase = Phase.PARTING;
            List.copyOf(channels.values()).forEach(PeerChannel::part);
            toClient.writeOn();
            readOn();
        }
    }

    @Override
    public void interrupt(String reason) {
        interruption.invoke(reason);
    }

    @Override
    public void abort() {
        abortion.invoke(Done.getInstance());
    }

    Limits limits() {
        return stage.limits;
    }

    Wire wire() {
        return wire;
    }

    ToClient toClient() {
        return toClient;
    }

    /** A channel's buffer has become full (1) or is no longer (-1). */
    void fullness(int change) {
        fullChannels += change;
        readOn();
    }

    void traffic() {
        lastTraffic = System.nanoTime();
    }

    /** Both halves of a channel have ended. */
    void forget(int number) {
        channels.remove(number);
        toClient.writeOn();
    }

    private void interruptHere(String reason) {
        if (phase == Phase.CONVERSING) {
            conversation.interrupt(reason);
        }
    }

    private void tick() {
        boolean paused = !isClosed(stage.in) && !hasBeenPulled(stage.in);
        if (paused && toClient.nothingToAnswer()) {
            toClient.answer(wire.probe());
        }
        if (System.nanoTime() - lastTraffic > stage.limits.idle().toNanos()) {
            idle();
        }
    }

    private void idle() {
        switch (phase) {
            case CONVERSING -> conversation.interrupt("nothing was sent for " + stage.limits.idle());
            case PARTING -> completeStage();
            case LINGERING -> {}
        }
    }

    private void on(WireEvent event) {
        switch (event) {
            case WireEvent.Opened(int number, Map<String, String> headers) -> opened(number, headers);
            case WireEvent.Received(int number, ByteString payload) -> {
                traffic();
                with(number, channel -> channel.offer(payload));
            }
            case WireEvent.Finished(int number) -> with(number, PeerChannel::finished);
            case WireEvent.Reset(int number) -> with(number, PeerChannel::resetByClient);
            case WireEvent.Answer(ByteString bytes) -> toClient.answer(bytes);
            case WireEvent.Farewell(ByteString bytes) -> closeAfter(bytes);
            case WireEvent.Violation(String reason, ByteString bytes) -> closeAfter(bytes);
        }
    }

    private void with(int number, Consumer<PeerChannel> action) {
        PeerChannel channel = channels.get(number);
        if (channel != null) {
            action.accept(channel);
        }
    }

    private void opened(int number, Map<String, String> headers) {
        traffic();
        if (phase != Phase.CONVERSING || channels.size() >= stage.limits.channels()) {
            toClient.answer(wire.reset(number));
            return;
        }
        PeerChannel channel = new PeerChannel(this, number, headers);
        channels.put(number, channel);
        toClient.answer(wire.accept(number));
        conversation.opened(channel);
    }

    /** The other side has ended the conversation, or must not go on with it. */
    private void closeAfter(ByteString bytes) {
        endConversation();
        toClient.close(bytes);
    }

    private void endConversation() {
        if (!ended) {
            ended = true;
            stage.connections.conversed();
            conversation.ended();
        }
    }

    void readOn() {
        boolean room = fullChannels == 0 && toClient.hasRoom();
        if (room && !isClosed(stage.in) && !hasBeenPulled(stage.in)) {
            pull(stage.in);
        }
    }

    /** Nothing waits to be written: if all channels are done too, after {@link #finish}, the farewell follows. */
    void written() {
        if (phase == Phase.PARTING && channels.values().stream().noneMatch(PeerChannel::sends)) {
            phase = Phase.LINGERING;
            push(stage.out, wire.farewell());
            scheduleOnce(LINGER, stage.limits.linger());
            endConversation();
        }
    }

    private final class FromClient implements InHandler {
        @Override
        public void onPush() {
            ByteString bytes = grab(stage.in);
            if (!toClient.closes()) {
                wire.receive(bytes).forEach(MultiplexerLogic.this::on);
            }
            readOn();
        }
    }

    <T> SubSourceOutlet<T> newSource(String name) {
        return new SubSourceOutlet<>(name);
    }

    <T> SubSinkInlet<T> newSink(String name) {
        return new SubSinkInlet<>(name);
    }
}
