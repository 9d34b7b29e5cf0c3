package io.podbridge.core.relay;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.ProviderFailure.Unavailable;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.core.streams.Session;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** A call from another replica, as the one that has the containers carries it out. */
final class Serve implements Link.Listener {
    private final ActorSystem system;
    private final ContainerAccess access;
    private final Runnable gone;
    private final Link link;
    private Optional<Session> session = Optional.empty();
    private boolean opened;
    private boolean ended;

    /** Answers what comes over this connection; {@code gone} is run when it has ended. */
    Serve(ActorSystem system, ContainerAccess access, Flow<ByteString, ByteString, ?> transport, Runnable gone) {
        this.system = system;
        this.access = access;
        this.gone = gone;
        this.link = new Link(system, this);
        link.run(transport);
    }

    @Override
    public void heard(Frame frame) {
        switch (frame.kind()) {
            case OPEN -> open(frame);
            case RESIZE -> current().ifPresent(running -> running.resize(frame.number(0), frame.number(1)));
            case CLOSE -> link.drop();
            case BEAT, OPENED, REFUSED, DATA, END, BROKEN, STOP, CREDIT, EXITED, FAILED ->
                throw new IllegalArgumentException(frame.kind() + " is not for who is asked");
        }
    }

    private void open(Frame frame) {
        if (opened) {
            throw new IllegalArgumentException("one connection is for one call");
        }
        opened = true;
        RelayCodec.read(frame.payload(), RelayRequest.class).ifPresentOrElse(this::open, () -> refuse(unreadable()));
    }

    private static ProviderFailure unreadable() {
        return new Unavailable("RelayProtocol", "the replicas do not understand each other", Optional.empty());
    }

    private void open(RelayRequest request) {
        switch (request.operation()) {
            case LOGS ->
                then(access.logs(request.pod(), request.container(), request.log()), log -> {
                    opened(ByteString.emptyByteString());
                    log.runWith(link.outlet(Ask.OUTPUT).sink(), system);
                });
            case EXEC ->
                then(
                        access.exec(request.pod(), request.container(), request.command(), request.channels()),
                        this::serve);
            case ATTACH -> then(access.attach(request.pod(), request.container(), request.channels()), this::serve);
            case CONNECT ->
                then(access.connect(request.pod(), request.port()), connection -> {
                    opened(ByteString.emptyByteString());
                    link.inlet(Ask.INPUT)
                            .source()
                            .via(connection)
                            .runWith(link.outlet(Ask.OUTPUT).sink(), system);
                });
            case USAGE -> then(access.usage(), pods -> opened(RelayCodec.write(new RelayCodec.Usage(pods))));
        }
    }

    private <T> void then(CompletionStage<Outcome<T>> call, Consumer<T> serve) {
        var unused = call.whenComplete((outcome, bug) -> {
            if (bug != null) {
                refuse(new Unavailable("ProviderUnavailable", "the provider failed: " + bug, Optional.empty()));
                return;
            }
            switch (outcome) {
                case Outcome.Success<T>(var value) -> serve.accept(value);
                case Outcome.Failure<T>(var failure) -> refuse(failure);
            }
        });
    }

    private void serve(Session started) {
        synchronized (this) {
            session = Optional.of(started);
            if (ended) {
                started.close();
                return;
            }
        }
        opened(ByteString.emptyByteString());
        started.stdout().runWith(link.outlet(Ask.OUTPUT).sink(), system);
        started.stderr().runWith(link.outlet(Ask.ERRORS).sink(), system);
        link.inlet(Ask.INPUT).source().runWith(started.stdin(), system);
        var unused = started.exit()
                .whenComplete((exit, bug) -> link.send(
                        bug == null ? exited(exit) : Frame.of(Frame.Kind.FAILED, 0, "the provider failed: " + bug)));
    }

    private static Frame exited(Session.Exit exit) {
        return switch (exit) {
            case Session.Exit.Code(var code) -> Frame.of(Frame.Kind.EXITED, 0, code);
            case Session.Exit.Failed(var message) -> Frame.of(Frame.Kind.FAILED, 0, message);
        };
    }

    private void opened(ByteString answer) {
        link.send(new Frame(Frame.Kind.OPENED, 0, answer));
    }

    private void refuse(ProviderFailure failure) {
        link.send(new Frame(Frame.Kind.REFUSED, 0, RelayCodec.write(RelayCodec.Refusal.of(failure))));
    }

    private synchronized Optional<Session> current() {
        return session;
    }

    @Override
    public void over(IOException why) {
        synchronized (this) {
            ended = true;
        }
        current().ifPresent(Session::close);
        gone.run();
    }

    /** Ends it: this replica ends. */
    void drop() {
        link.drop();
    }
}
