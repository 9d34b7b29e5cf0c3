package io.podbridge.provider.simulated;

import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.Pipe;
import io.podbridge.core.streams.Session;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * A command that is only played: {@code exit N}, {@code echo …}, {@code cat}, {@code yes}, with or without {@code sh
 * -c} before it. A shell without a command, and whatever a container reads that somebody attaches to, is {@code cat}.
 * Any other command says its name and ends well.
 */
final class SimulatedSession implements Session {
    private static final int KILLED = 137;
    private static final long ROOM = 64 * 1024;
    private static final ByteString YES = ByteString.fromString("y\n".repeat(4096));

    private final Pipe echo = new Pipe(ROOM);
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final Channels channels;
    private final boolean reads;
    private final Source<ByteString, NotUsed> output;

    private SimulatedSession(Channels channels, boolean reads, Source<ByteString, NotUsed> output) {
        this.channels = channels;
        this.reads = reads;
        this.output = output;
    }

    /** Plays the command. */
    static SimulatedSession of(List<String> command, Channels channels) {
        List<String> words = words(command);
        String program = words.isEmpty() ? "cat" : words.getFirst();
        String rest = words.size() < 2 ? "" : String.join(" ", words.subList(1, words.size()));
        return switch (program) {
            case "cat" -> echoing(channels);
            case "exit" -> ended(channels, "", rest.matches("\\d{1,3}") ? Integer.parseInt(rest) & 0xff : 2);
            case "echo" -> ended(channels, rest + "\n", 0);
            case "yes" -> new SimulatedSession(channels, false, Source.repeat(YES));
            default -> ended(channels, "simulated: " + String.join(" ", words) + "\n", 0);
        };
    }

    private static List<String> words(List<String> command) {
        boolean shell = !command.isEmpty() && command.getFirst().matches("(.*/)?(ba|da|a)?sh");
        if (!shell) {
            return command;
        }
        return command.size() > 2 && "-c".equals(command.get(1))
                ? Arrays.stream(command.get(2).strip().split("\\s+", -1)).toList()
                : List.of("cat");
    }

    private static SimulatedSession ended(Channels channels, String text, int code) {
        var session = new SimulatedSession(
                channels, false, text.isEmpty() ? Source.empty() : Source.single(ByteString.fromString(text)));
        session.exit.complete(new Exit.Code(code));
        return session;
    }

    /** What it reads it prints, until its input ends. */
    static SimulatedSession echoing(Channels channels) {
        var session = new SimulatedSession(channels, true, Source.empty());
        if (!channels.stdin()) {
            session.echo.complete();
            session.exit.complete(new Exit.Code(0));
        }
        return session;
    }

    @Override
    public Sink<ByteString, NotUsed> stdin() {
        if (!reads || !channels.stdin()) {
            return Sink.<ByteString>ignore().mapMaterializedValue(done -> NotUsed.getInstance());
        }
        return Flow.of(ByteString.class).mapAsync(1, echo::put).to(Sink.onComplete(how -> {
            echo.complete();
            exit.complete(new Exit.Code(0));
        }));
    }

    @Override
    public Source<ByteString, NotUsed> stdout() {
        if (!channels.stdout()) {
            echo.abandon();
            return Source.empty();
        }
        return reads ? echo.source() : output.takeWhile(chunk -> !killed());
    }

    private boolean killed() {
        return exit.isDone() && exit.join().equals(new Exit.Code(KILLED));
    }

    @Override
    public Source<ByteString, NotUsed> stderr() {
        return Source.empty();
    }

    @Override
    public CompletionStage<Exit> exit() {
        return exit.minimalCompletionStage();
    }

    @Override
    public void resize(int columns, int rows) {}

    @Override
    public void close() {
        exit.complete(new Exit.Code(KILLED));
        echo.abandon();
    }

    /** Ends it because the replica does. */
    void fail(String message) {
        exit.complete(new Exit.Failed(message));
        echo.abandon();
    }
}
