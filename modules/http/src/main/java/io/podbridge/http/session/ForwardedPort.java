package io.podbridge.http.session;

import io.podbridge.core.flow.Outcome;
import io.podbridge.http.channel.Channel;
import io.podbridge.http.channel.Connection;
import java.util.Optional;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * One forwarded connection. A text on its error channel makes kubectl give up all of its connections, so it is written
 * only when the port could not be reached, and not when a connection that had worked breaks: that one is reset.
 */
final class ForwardedPort {

    private final int number;
    private final Forwarding forwarding;
    private final Connection connection;
    private final Runnable whenDone;
    private Optional<Channel> data = Optional.empty();
    private Optional<Channel> error = Optional.empty();
    private boolean done;

    ForwardedPort(int number, Forwarding forwarding, Connection connection, Runnable whenDone) {
        this.number = number;
        this.forwarding = forwarding;
        this.connection = connection;
        this.whenDone = whenDone;
    }

    /** Takes one of the two channels, unless it has it already; connects when it has both. */
    boolean join(Channel channel, boolean isData) {
        if (done || (isData ? data : error).isPresent()) {
            return false;
        }
        if (isData) {
            data = Optional.of(channel);
        } else {
            error = Optional.of(channel);
            channel.ignore();
        }
        if (data.isPresent() && error.isPresent()) {
            connect();
        }
        return true;
    }

    void giveUpUnlessPaired() {
        if (data.isEmpty() || error.isEmpty()) {
            fail("timed out waiting for the other stream of port " + number);
        }
    }

    /** Ends both channels; the client is told why. */
    void fail(String message) {
        end(ByteString.fromString(message), true);
    }

    private void connect() {
        connection.when(
                forwarding.connect().apply(number),
                new Connection.Result<>() {
                    @Override
                    public void value(Outcome<Flow<ByteString, ByteString, NotUsed>> outcome) {
                        switch (outcome) {
                            case Outcome.Success<Flow<ByteString, ByteString, NotUsed>>(var flow) -> join(flow);
                            case Outcome.Failure<Flow<ByteString, ByteString, NotUsed>>(var failure) ->
                                unreachable(failure.message());
                        }
                    }

                    @Override
                    public void failed(Throwable failure) {
                        unreachable(Failures.message(failure));
                    }
                },
                late -> {
                    if (late instanceof Outcome.Success<Flow<ByteString, ByteString, NotUsed>>(var flow)) {
                        forwarding.release().accept(flow);
                    }
                });
    }

    private void join(Flow<ByteString, ByteString, NotUsed> flow) {
        if (done) {
            forwarding.release().accept(flow);
            return;
        }
        data.ifPresent(channel ->
                channel.received().via(flow).runWith(channel.toClient(this::sent), connection.materializer()));
    }

    private void sent(Optional<Throwable> failure) {
        end(ByteString.emptyByteString(), failure.isPresent());
    }

    private void unreachable(String why) {
        fail("error forwarding port " + number + " to the pod: " + why);
    }

    private void end(ByteString message, boolean reset) {
        if (done) {
            return;
        }
        done = true;
        error.ifPresent(channel -> channel.end(message));
        if (reset) {
            data.ifPresent(Channel::reset);
        }
        whenDone.run();
    }
}
