package io.podbridge.http.session;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.streams.Session;
import io.podbridge.http.channel.Channel;
import io.podbridge.http.channel.Connection;
import io.podbridge.http.channel.Conversation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * A command or an attached process. It starts when the client has opened its channels, and its end is told on the error
 * channel after all output, in every case: a client takes an empty error channel for a success.
 */
public final class CommandConversation implements Conversation {

    private final Command command;
    private final Connection connection;
    private final Set<String> expected;
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private Optional<Session> session = Optional.empty();
    private Optional<CommandStatus> status = Optional.empty();
    private int outputs;
    private boolean started;
    private boolean concluded;

    public CommandConversation(Command command, Connection connection) {
        this.command = command;
        this.connection = connection;
        this.expected = command.names();
    }

    @Override
    public void begin() {
        connection.after(command.patience(), () -> {
            if (!started) {
                interrupt("timed out waiting for the client to open its streams");
            }
        });
    }

    @Override
    public void opened(Channel channel) {
        String name = channel.headers().getOrDefault(ChannelNames.TYPE, "");
        if (!expected.contains(name) || channels.putIfAbsent(name, channel) != null) {
            channel.reset();
            return;
        }
        if (!name.equals(ChannelNames.STDIN) && !name.equals(ChannelNames.RESIZE)) {
            channel.ignore();
        }
        if (channels.size() == expected.size() && !concluded) {
            started = true;
            start();
        }
    }

    @Override
    public void interrupt(String reason) {
        status = Optional.of(new CommandStatus.Broken(reason));
        session.ifPresent(Session::close);
        conclude();
    }

    @Override
    public void ended() {
        concluded = true;
        session.ifPresent(Session::close);
    }

    private void start() {
        connection.when(
                command.start().get(),
                new Connection.Result<>() {
                    @Override
                    public void value(Outcome<Session> outcome) {
                        switch (outcome) {
                            case Outcome.Success<Session>(Session running) -> run(running);
                            case Outcome.Failure<Session>(var failure) ->
                                conclude(new CommandStatus.Broken(failure.message()));
                        }
                    }

                    @Override
                    public void failed(Throwable failure) {
                        conclude(new CommandStatus.Broken(Failures.message(failure)));
                    }
                },
                CommandConversation::release);
    }

    private void run(Session running) {
        if (concluded) {
            running.close();
            return;
        }
        session = Optional.of(running);
        with(ChannelNames.STDIN, channel -> channel.received().runWith(running.stdin(), connection.materializer()));
        with(ChannelNames.STDOUT, channel -> send(running.stdout(), channel));
        with(ChannelNames.STDERR, channel -> send(running.stderr(), channel));
        with(ChannelNames.RESIZE, channel -> resize(running, channel));
        connection.when(
                running.exit(),
                new Connection.Result<>() {
                    @Override
                    public void value(Session.Exit exit) {
                        ended(command.status(exit));
                    }

                    @Override
                    public void failed(Throwable failure) {
                        ended(new CommandStatus.Broken(Failures.message(failure)));
                    }
                },
                late -> {});
    }

    private void send(Source<ByteString, ?> output, Channel channel) {
        outputs++;
        output.runWith(channel.toClient(this::sent), connection.materializer());
    }

    private void resize(Session running, Channel channel) {
        TerminalSizes sizes = new TerminalSizes();
        channel.received()
                .to(Sink.foreach(
                        bytes -> sizes.read(bytes).forEach(size -> running.resize(size.columns(), size.rows()))))
                .run(connection.materializer());
    }

    private void sent(Optional<Throwable> failure) {
        outputs--;
        failure.ifPresent(
                lost -> status = Optional.of(new CommandStatus.Broken("output was lost: " + Failures.message(lost))));
        concludeWhenAllIsSent();
    }

    /** An ended command is not closed: what it left running in the background goes on, as in the kubelet. */
    private void ended(CommandStatus how) {
        status = status.or(() -> Optional.of(how));
        session = Optional.empty();
        concludeWhenAllIsSent();
    }

    private void concludeWhenAllIsSent() {
        if (session.isEmpty() && outputs == 0) {
            conclude();
        }
    }

    private void conclude(CommandStatus how) {
        status = Optional.of(how);
        conclude();
    }

    private void conclude() {
        if (concluded) {
            return;
        }
        concluded = true;
        channels.values().stream().filter(channel -> !isError(channel)).forEach(CommandConversation::endNow);
        with(ChannelNames.ERROR, channel -> status.ifPresent(how -> channel.end(command.encode(how))));
        connection.finish();
    }

    private static void endNow(Channel channel) {
        channel.ignore();
        channel.end(ByteString.emptyByteString());
    }

    private static boolean isError(Channel channel) {
        return ChannelNames.ERROR.equals(channel.headers().get(ChannelNames.TYPE));
    }

    private void with(String name, Consumer<Channel> action) {
        Optional.ofNullable(channels.get(name)).ifPresent(action);
    }

    private static void release(Outcome<Session> late) {
        if (late instanceof Outcome.Success<Session>(Session unwanted)) {
            unwanted.close();
        }
    }
}
