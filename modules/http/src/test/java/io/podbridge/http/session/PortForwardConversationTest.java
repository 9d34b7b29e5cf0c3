package io.podbridge.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.http.channel.Connections;
import io.podbridge.http.channel.Limits;
import io.podbridge.http.channel.RawClient;
import io.podbridge.http.spdy.SpdyEncoder;
import io.podbridge.http.spdy.SpdyFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PortForwardConversationTest {

    private static ActorSystem system;

    private final Connections connections = new Connections(10);
    private final List<Integer> connected = new CopyOnWriteArrayList<>();
    private Outcome<Flow<ByteString, ByteString, NotUsed>> target = Outcome.of(Flow.create());
    private Duration patience = Duration.ofSeconds(30);

    @BeforeAll
    static void start() {
        system = ActorSystem.create("ports");
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
    void aPairOfStreamsIsAConnectionAndItsEndsAreTold() {
        try (RawClient client = connect()) {
            pair(client, 1, "8080", "0");
            client.send(SpdyEncoder.data(3, ByteString.fromString("hello"), true));
            List<SpdyFrame> frames = untilTheEndOf(client, 1);
            assertThat(RawClient.text(frames, 3)).isEqualTo("hello");
            assertThat(RawClient.text(frames, 1)).isEmpty();
            assertThat(connected).containsExactly(8080);
        }
    }

    @Test
    void oldClientsPairByTheNumbersOfTheStreams() {
        try (RawClient client = connect()) {
            client.send(client.encoder.synStream(1, Map.of("streamtype", "error", "port", "80"), true));
            client.send(client.encoder.synStream(3, Map.of("streamtype", "data", "port", "80"), false));
            client.send(SpdyEncoder.data(3, ByteString.fromString("x"), true));
            assertThat(RawClient.text(untilTheEndOf(client, 1), 3)).isEqualTo("x");
        }
    }

    @Test
    void aClosedPortIsToldOnTheErrorStream() {
        target = Outcome.failed(new ProviderFailure.Rejected("X", "connection refused", Optional.empty()));
        try (RawClient client = connect()) {
            pair(client, 1, "81", "0");
            assertThat(RawClient.text(untilTheEndOf(client, 1), 1))
                    .contains("port 81")
                    .contains("connection refused");
        }
    }

    @Test
    void aConnectionThatBreaksIsResetAndTheOthersGoOn() {
        target = Outcome.of(Flow.<ByteString>create().map(bytes -> {
            if (bytes.size() == 3) {
                throw new IllegalStateException("reset by peer");
            }
            return bytes;
        }));
        try (RawClient client = connect()) {
            pair(client, 1, "80", "0");
            pair(client, 5, "80", "1");
            client.send(SpdyEncoder.data(3, ByteString.fromString("bad"), false));
            assertThat(client.until(SpdyFrame.RstStream.class).getLast())
                    .isEqualTo(new SpdyFrame.RstStream(3, SpdyEncoder.CANCEL));
            client.send(SpdyEncoder.data(7, ByteString.fromString("good"), true));
            assertThat(RawClient.text(untilTheEndOf(client, 5), 7)).isEqualTo("good");
        }
    }

    @Test
    void impossibleStreamsAreReset() {
        try (RawClient client = connect()) {
            client.send(client.encoder.synStream(1, Map.of("streamtype", "data", "port", "0"), false));
            client.send(client.encoder.synStream(3, Map.of("streamtype", "data", "port", "65536"), false));
            client.send(client.encoder.synStream(5, Map.of("streamtype", "data"), false));
            client.send(client.encoder.synStream(7, Map.of("streamtype", "what", "port", "80"), false));
            for (int stream = 1; stream <= 7; stream += 2) {
                assertThat(client.until(SpdyFrame.RstStream.class).getLast())
                        .isEqualTo(new SpdyFrame.RstStream(stream, SpdyEncoder.CANCEL));
            }
            assertThat(connected).isEmpty();
        }
    }

    @Test
    void aStreamThatStaysAloneIsReset() {
        patience = Duration.ofMillis(50);
        try (RawClient client = connect()) {
            client.send(client.encoder.synStream(1, Map.of("streamtype", "error", "port", "80"), true));
            assertThat(RawClient.text(untilTheEndOf(client, 1), 1)).contains("timed out");
        }
    }

    @Test
    void aReplicaThatShutsDownTellsEachConnection() {
        target = Outcome.of(Flow.<ByteString>create());
        try (RawClient client = connect()) {
            pair(client, 1, "80", "0");
            client.until(SpdyFrame.SynReply.class);
            await().until(() -> connected.size() == 1);
            connections.interruptAll("the replica shuts down");
            assertThat(RawClient.text(client.until(SpdyFrame.GoAway.class), 1)).contains("the replica shuts down");
        }
    }

    private RawClient connect() {
        Forwarding forwarding = new Forwarding(
                false,
                patience,
                port -> {
                    connected.add(port);
                    return CompletableFuture.completedStage(target);
                },
                unused -> {});
        return RawClient.connect(
                system, connection -> new PortForwardConversation(forwarding, connection), Limits.DEFAULT, connections);
    }

    private static void pair(RawClient client, int first, String port, String request) {
        client.send(client.encoder.synStream(
                first, Map.of("streamtype", "error", "port", port, "requestid", request), true));
        client.send(client.encoder.synStream(
                first + 2, Map.of("streamtype", "data", "port", port, "requestid", request), false));
    }

    private static List<SpdyFrame> untilTheEndOf(RawClient client, int stream) {
        List<SpdyFrame> frames = new java.util.ArrayList<>();
        do {
            frames.addAll(client.until(SpdyFrame.Data.class));
        } while (!(frames.getLast() instanceof SpdyFrame.Data data && data.stream() == stream && data.last()));
        return frames;
    }
}
