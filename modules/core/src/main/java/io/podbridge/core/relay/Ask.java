package io.podbridge.core.relay;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ProviderFailure.Unavailable;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.Session;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** A call on its way to another replica, as the one that asks has it. */
final class Ask implements Link.Listener {
    static final int INPUT = 0;
    static final int OUTPUT = 1;
    static final int ERRORS = 2;
    /** Above what the other replica's provider takes to start something on a busy machine. */
    private static final long PATIENCE_SECONDS = 30;

    private final Link link;
    private final CompletableFuture<Outcome<ByteString>> answer = new CompletableFuture<>();
    private final CompletableFuture<Session.Exit> exit = new CompletableFuture<>();

    /** Asks over this connection. */
    Ask(ActorSystem system, Flow<ByteString, ByteString, ?> transport, RelayRequest request) {
        link = new Link(system, this);
        link.send(new Frame(Frame.Kind.OPEN, 0, RelayCodec.write(request)));
        link.run(transport);
        var unused = answer.completeOnTimeout(failed("it did not answer"), PATIENCE_SECONDS, TimeUnit.SECONDS)
                .thenAccept(outcome -> {
                    if (outcome instanceof Outcome.Failure<ByteString>) {
                        link.close();
                    }
                });
    }

    private static Outcome<ByteString> failed(String why) {
        return Outcome.failed(new Unavailable(
                "ReplicaUnreachable", "the replica that has the containers cannot be asked: " + why, Optional.empty()));
    }

    /** What came of it. */
    CompletionStage<Outcome<ByteString>> answer() {
        return answer.minimalCompletionStage();
    }

    @Override
    public void heard(Frame frame) {
        switch (frame.kind()) {
            case OPENED -> answer.complete(Outcome.of(frame.payload()));
            case REFUSED ->
                answer.complete(RelayCodec.read(frame.payload(), RelayCodec.Refusal.class)
                        .map(refusal -> Outcome.<ByteString>failed(refusal.failure()))
                        .orElseGet(() -> failed("its answer cannot be read")));
            case EXITED -> exit.complete(new Session.Exit.Code(frame.number(0)));
            case FAILED -> exit.complete(new Session.Exit.Failed(frame.payload().utf8String()));
            case BEAT, OPEN, DATA, END, BROKEN, STOP, CREDIT, RESIZE, CLOSE ->
                throw new IllegalArgumentException(frame.kind() + " is not for who asks");
        }
    }

    @Override
    public void over(IOException why) {
        answer.complete(failed(String.valueOf(why.getMessage())));
        exit.complete(new Session.Exit.Failed(String.valueOf(why.getMessage())));
    }

    /** The one output; the connection ends with it. */
    Source<ByteString, NotUsed> output() {
        var unused = link.inlet(OUTPUT).abandoned().thenRun(link::close);
        return link.inlet(OUTPUT).source();
    }

    /** A connection, which ends when both sides have. */
    Flow<ByteString, ByteString, NotUsed> flow() {
        var unused = link.inlet(OUTPUT)
                .abandoned()
                .thenCombine(link.outlet(INPUT).finished(), (read, sent) -> sent)
                .thenRun(link::close);
        return Flow.fromSinkAndSource(
                link.outlet(INPUT).patientSink(), link.inlet(OUTPUT).source());
    }

    /** A session. */
    Session session(Channels channels) {
        return new Relayed(channels);
    }

    /** Nothing more is wanted. */
    void close() {
        link.close();
    }

    private final class Relayed implements Session {
        private final Channels channels;

        Relayed(Channels channels) {
            this.channels = channels;
        }

        @Override
        public Sink<ByteString, NotUsed> stdin() {
            return channels.stdin()
                    ? link.outlet(INPUT).patientSink()
                    : Sink.<ByteString>ignore().mapMaterializedValue(done -> NotUsed.getInstance());
        }

        @Override
        public Source<ByteString, NotUsed> stdout() {
            return link.inlet(OUTPUT).source();
        }

        @Override
        public Source<ByteString, NotUsed> stderr() {
            return link.inlet(ERRORS).source();
        }

        @Override
        public CompletionStage<Exit> exit() {
            return exit.minimalCompletionStage();
        }

        @Override
        public void resize(int columns, int rows) {
            link.send(Frame.of(Frame.Kind.RESIZE, 0, columns, rows));
        }

        @Override
        public void close() {
            link.close();
        }
    }
}
