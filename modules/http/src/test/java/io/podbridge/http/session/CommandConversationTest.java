package io.podbridge.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.Session;
import io.podbridge.http.channel.Connections;
import io.podbridge.http.channel.Limits;
import io.podbridge.http.channel.RawClient;
import io.podbridge.http.spdy.SpdyEncoder;
import io.podbridge.http.spdy.SpdyFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CommandConversationTest {

    private static final int ERROR = 1;
    private static final int STDIN = 3;
    private static final int STDOUT = 5;
    private static final String SUCCESS = "{\"metadata\":{},\"status\":\"Success\"}";
    private static final Channels IN_AND_OUT = new Channels(true, true, false, false);

    private static ActorSystem system;

    private final Connections connections = new Connections(10);
    private Limits limits = Limits.DEFAULT;
    private Duration patience = Duration.ofSeconds(30);

    @BeforeAll
    static void start() {
        system = ActorSystem.create("conversations");
    }

    @AfterAll
    static void stop() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    @AfterEach
    void nothingIsLeft() {
        await().untilAsserted(() -> assertThat(connections.open()).isZero());
        assertThat(connections.conversing()).isZero();
    }

    @Test
    void theStatusComesAfterAllOutputAndBeforeTheFarewell() {
        FakeSession session = FakeSession.thatPrints("hello");
        session.exit.complete(new Session.Exit.Code(7));
        try (RawClient client = exec(session)) {
            openAll(client);
            List<SpdyFrame> frames = client.until(SpdyFrame.GoAway.class);
            assertThat(RawClient.text(frames, STDOUT)).isEqualTo("hello");
            assertThat(RawClient.text(frames, ERROR))
                    .contains("NonZeroExitCode")
                    .contains("\"message\":\"7\"");
            assertThat(lastOf(frames, ERROR)).isGreaterThan(lastOf(frames, STDOUT));
            assertThat(lastOf(frames, ERROR)).isGreaterThan(lastOf(frames, STDIN));
            assertThat(frames.stream().filter(frame -> frame instanceof SpdyFrame.SynReply))
                    .hasSize(3);
            client.hangUp();
            assertThat(client.next()).isEmpty();
        }
    }

    @Test
    void aCommandThatDoesNotStartIsAFailure() {
        try (RawClient client = connect(CompletableFuture.completedStage(
                Outcome.failed(new ProviderFailure.Rejected("X", "no such program", Optional.empty()))))) {
            openAll(client);
            assertThat(RawClient.text(client.until(SpdyFrame.GoAway.class), ERROR))
                    .contains("\"status\":\"Failure\"")
                    .contains("no such program");
        }
    }

    @Test
    void aReplicaThatShutsDownTellsAFailure() {
        FakeSession session = FakeSession.thatReadsNothing();
        session.stdout = Source.never();
        try (RawClient client = exec(session)) {
            openAll(client);
            client.until(SpdyFrame.SynReply.class);
            await().until(() -> connections.conversing() == 1);
            CompletionStage<Void> drained = connections.interruptAll("the replica shuts down");
            assertThat(RawClient.text(client.until(SpdyFrame.GoAway.class), ERROR))
                    .contains("\"status\":\"Failure\"")
                    .contains("the replica shuts down");
            assertThat(drained).succeedsWithin(Duration.ofSeconds(10));
            assertThat(connections.room()).isFalse();
        }
    }

    @Test
    void streamsThatAreNotOpenedInTimeEndInAFailure() {
        patience = Duration.ofMillis(50);
        try (RawClient client = exec(new FakeSession())) {
            client.open(ERROR, "error");
            assertThat(RawClient.text(client.until(SpdyFrame.GoAway.class), ERROR))
                    .contains("timed out");
        }
    }

    @Test
    void aConnectionWithoutTrafficEndsInAFailure() {
        limits = new Limits(1000, 10, Duration.ofSeconds(3), Duration.ofMillis(20), Duration.ofMinutes(1));
        FakeSession session = new FakeSession();
        session.stdout = Source.never();
        try (RawClient client = exec(session)) {
            openAll(client);
            assertThat(RawClient.text(client.until(SpdyFrame.GoAway.class), ERROR))
                    .contains("nothing was sent");
            assertThat(session.closed).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void whatIsNotReadIsNotTaken() {
        limits = new Limits(64 * 1024, 10, Duration.ofHours(1), Duration.ofMillis(20), Duration.ofMinutes(1));
        FakeSession session = FakeSession.thatReadsNothing();
        session.stdout = Source.never();
        try (RawClient client = exec(session)) {
            openAll(client);
            ByteString part = SpdyEncoder.data(STDIN, ByteString.fromArray(new byte[16 * 1024]), false);
            for (int i = 0; i < 200; i++) {
                client.send(part);
            }
            assertThat(client.until(SpdyFrame.Ping.class)).last().isEqualTo(new SpdyFrame.Ping(2));
            assertThat(client.unread()).isGreaterThan(150);
            client.hangUp();
        }
        assertThat(session.closed).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aCommandThatEndsWithoutReadingItsInputTellsItsCode() {
        limits = new Limits(64 * 1024, 10, Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
        FakeSession session = FakeSession.thatReadsNothing();
        try (RawClient client = exec(session)) {
            openAll(client);
            for (int i = 0; i < 100; i++) {
                client.send(SpdyEncoder.data(STDIN, ByteString.fromArray(new byte[16 * 1024]), false));
            }
            session.exit.complete(new Session.Exit.Code(5));
            assertThat(RawClient.text(client.until(SpdyFrame.GoAway.class), ERROR))
                    .contains("\"message\":\"5\"");
            await().until(() -> client.unread() == 0);
            client.hangUp();
            assertThat(client.next()).isEmpty();
        }
    }

    @Test
    void aSlowReaderGetsEverythingAndThenTheStatus() {
        FakeSession session = new FakeSession();
        ByteString part = ByteString.fromArray(new byte[100_000]);
        session.stdout = Source.range(1, 50).map(i -> part);
        session.exit.complete(new Session.Exit.Code(0));
        try (RawClient client = exec(session)) {
            openAll(client);
            List<SpdyFrame> frames = client.until(SpdyFrame.GoAway.class);
            assertThat(RawClient.text(frames, STDOUT)).hasSize(5_000_000);
            assertThat(RawClient.text(frames, ERROR)).isEqualTo(SUCCESS);
            assertThat(frames.stream()
                            .filter(frame -> frame instanceof SpdyFrame.Data data
                                    && data.payload().size() > 32 * 1024))
                    .isEmpty();
        }
    }

    @Test
    void lostOutputIsNoSuccess() {
        FakeSession session = new FakeSession();
        session.stdout = Source.failed(new IllegalStateException("the replica is gone"));
        session.exit.complete(new Session.Exit.Code(0));
        try (RawClient client = exec(session)) {
            openAll(client);
            assertThat(RawClient.text(client.until(SpdyFrame.GoAway.class), ERROR))
                    .contains("\"status\":\"Failure\"")
                    .contains("the replica is gone");
        }
    }

    @Test
    void strangeAndRepeatedStreamsAreReset() {
        try (RawClient client = exec(new FakeSession())) {
            client.open(ERROR, "error");
            client.open(3, "what");
            client.open(5, "error");
            client.open(5, "stdin");
            client.open(8, "stdin");
            List<Integer> reset = client.until(SpdyFrame.RstStream.class).stream()
                    .filter(frame -> frame instanceof SpdyFrame.RstStream)
                    .map(frame -> ((SpdyFrame.RstStream) frame).stream())
                    .toList();
            assertThat(reset).containsExactly(3);
            assertThat(client.until(SpdyFrame.RstStream.class).getLast())
                    .isEqualTo(new SpdyFrame.RstStream(5, SpdyEncoder.CANCEL));
            assertThat(client.until(SpdyFrame.RstStream.class).getLast())
                    .isEqualTo(new SpdyFrame.RstStream(5, SpdyEncoder.PROTOCOL_ERROR));
            assertThat(client.until(SpdyFrame.RstStream.class).getLast())
                    .isEqualTo(new SpdyFrame.RstStream(8, SpdyEncoder.PROTOCOL_ERROR));
        }
    }

    @Test
    void bytesThatAreNoSpdyEndTheConnectionAndTheCommand() {
        FakeSession session = new FakeSession();
        session.stdout = Source.never();
        try (RawClient client = exec(session)) {
            openAll(client);
            client.until(SpdyFrame.SynReply.class);
            client.send(ByteString.fromInts(0x80, 2, 0, 1, 0, 0, 0, 0));
            assertThat(client.until(SpdyFrame.GoAway.class).getLast())
                    .isEqualTo(new SpdyFrame.GoAway(5, SpdyEncoder.PROTOCOL_ERROR));
            assertThat(client.next()).isEmpty();
            assertThat(session.closed).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void aCommandThatStartsAfterItsClientHasGoneIsClosed() {
        CompletableFuture<Outcome<Session>> starting = new CompletableFuture<>();
        FakeSession session = new FakeSession();
        RawClient client = connect(starting);
        openAll(client);
        client.until(SpdyFrame.SynReply.class);
        client.close();
        await().until(() -> connections.open() == 0);
        starting.complete(Outcome.of(session));
        assertThat(session.closed).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void sizesReachTheTerminal() {
        FakeSession session = new FakeSession();
        session.stdout = Source.never();
        Command command =
                new Command(new Channels(false, true, false, true), true, true, false, patience, () -> done(session));
        try (RawClient client = RawClient.connect(
                system, connection -> new CommandConversation(command, connection), limits, connections)) {
            client.open(1, "error");
            client.open(3, "stdout");
            client.open(5, "resize");
            client.send(SpdyEncoder.data(5, ByteString.fromString("{\"Width\":91,\"Hei"), false));
            client.send(SpdyEncoder.data(5, ByteString.fromString("ght\":33}\n{\"Width\":1,\"Height\":2}"), false));
            await().untilAsserted(() -> assertThat(session.sizes).containsExactly("91x33", "1x2"));
        }
    }

    private RawClient exec(FakeSession session) {
        return connect(done(session));
    }

    private static CompletionStage<Outcome<Session>> done(FakeSession session) {
        return CompletableFuture.completedStage(Outcome.of(session));
    }

    private RawClient connect(CompletionStage<Outcome<Session>> starting) {
        Command command = new Command(IN_AND_OUT, true, true, false, patience, () -> starting);
        return RawClient.connect(
                system, connection -> new CommandConversation(command, connection), limits, connections);
    }

    private static void openAll(RawClient client) {
        client.open(ERROR, "error");
        client.open(STDIN, "stdin");
        client.open(STDOUT, "stdout");
    }

    private static int lastOf(List<SpdyFrame> frames, int stream) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (frames.get(i) instanceof SpdyFrame.Data data && data.stream() == stream && data.last()) {
                return i;
            }
        }
        throw new AssertionError("stream " + stream + " has no end in " + frames);
    }
}
