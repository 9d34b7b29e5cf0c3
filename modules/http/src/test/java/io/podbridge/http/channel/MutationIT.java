package io.podbridge.http.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.streams.Channels;
import io.podbridge.http.session.Command;
import io.podbridge.http.session.CommandConversation;
import io.podbridge.http.session.Forwarding;
import io.podbridge.http.session.PortForwardConversation;
import io.podbridge.http.spdy.SpdyEncoder;
import io.podbridge.testkit.LongForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

/**
 * Transcripts of clients, changed at random places, against whole connections: nothing hangs, no exception escapes, and
 * nothing stays open. The seed is fixed; more of them with {@code -Dpodbridge.mutations=…}.
 */
class MutationIT {

    private static final int MUTATIONS = Integer.getInteger("podbridge.mutations", LongForm.of(20_000, 100_000));
    private static final int AT_A_TIME = 32;
    /** Streams that a mutation took away are not waited for. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private static final Limits LIMITS =
            new Limits(4096, 16, Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofMinutes(1));

    /** A kind of connection and what a good client sends on it. */
    private record Subject(
            Supplier<Wire> wire, Function<Connection, Conversation> conversation, List<ByteString> transcript) {}

    private final Connections connections = new Connections(1000);
    private final Random random = new Random(20260102);

    @Test
    void mutatedFramesEndTheirOwnConnectionOnly() throws Exception {
        ActorSystem system = ActorSystem.create("mutations");
        try {
            List<Subject> subjects = subjects();
            List<CompletionStage<Done>> running = new ArrayList<>();
            for (int i = 0; i < MUTATIONS; i++) {
                running.add(run(subjects.get(i % subjects.size()), system));
                if (running.size() == AT_A_TIME) {
                    for (CompletionStage<Done> connection : running) {
                        connection.toCompletableFuture().get(30, TimeUnit.SECONDS);
                    }
                    running.clear();
                }
            }
            await().untilAsserted(() -> assertThat(connections.open()).isZero());
            assertThat(connections.conversing()).isZero();
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
        }
    }

    private CompletionStage<Done> run(Subject subject, ActorSystem system) {
        ByteString bytes = subject.transcript().stream().reduce(ByteString.emptyByteString(), ByteString::concat);
        return Source.from(cut(mutate(bytes.toArray())))
                .via(Flow.fromGraph(new Multiplexer(subject.wire(), subject.conversation(), LIMITS, connections)))
                .runWith(Sink.ignore(), system)
                .handle((done, failure) -> {
                    assertThat(failure).isNull();
                    return Done.done();
                });
    }

    private byte[] mutate(byte[] bytes) {
        byte[] mutated = bytes.clone();
        for (int i = random.nextInt(4); i >= 0 && mutated.length > 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(6)) {
                case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutated[at] = (byte) random.nextInt();
                case 2 -> mutated[at] = random.nextBoolean() ? (byte) 0xff : 0;
                case 3 -> mutated = java.util.Arrays.copyOf(mutated, at);
                case 4 -> mutated = splice(mutated, at, random.nextInt(32), 0);
                default -> mutated = splice(mutated, at, 0, random.nextInt(32));
            }
        }
        return mutated;
    }

    /** Without {@code removed} bytes at a place, and with {@code doubled} bytes there twice. */
    private static byte[] splice(byte[] bytes, int at, int removed, int doubled) {
        ByteString all = ByteString.fromArray(bytes);
        return all.take(at)
                .concat(all.slice(at, at + doubled))
                .concat(all.drop(at + removed))
                .toArray();
    }

    private List<ByteString> cut(byte[] bytes) {
        List<ByteString> pieces = new ArrayList<>();
        ByteString rest = ByteString.fromArray(bytes);
        while (!rest.isEmpty()) {
            int size = 1 + random.nextInt(200);
            pieces.add(rest.take(size));
            rest = rest.drop(size);
        }
        return pieces;
    }

    private static List<Subject> subjects() {
        Channels channels = new Channels(true, true, false, true);
        Command command = new Command(channels, true, true, false, PATIENCE, () -> refused());
        Forwarding forwarding = new Forwarding(
                false,
                PATIENCE,
                port -> CompletableFuture.completedStage(Outcome.of(Flow.<ByteString>create())),
                unused -> {});
        Function<Connection, Conversation> exec = connection -> new CommandConversation(command, connection);
        Function<Connection, Conversation> ports = connection -> new PortForwardConversation(forwarding, connection);
        Map<Integer, Map<String, String>> numbers = Map.of(
                0, Map.of("streamtype", "stdin"),
                1, Map.of("streamtype", "stdout"),
                3, Map.of("streamtype", "error"),
                4, Map.of("streamtype", "resize"));
        return List.of(
                new Subject(SpdyWire::new, exec, spdyExec()),
                new Subject(SpdyWire::new, ports, spdyPorts()),
                new Subject(() -> webSocket("v5.channel.k8s.io", numbers), exec, webSocketExec(false)),
                new Subject(() -> webSocket("v4.base64.channel.k8s.io", numbers), exec, webSocketExec(true)),
                new Subject(TunnelWire::new, ports, List.of(masked(0x82, spdyPorts()))));
    }

    private static Wire webSocket(String protocol, Map<Integer, Map<String, String>> numbers) {
        return new WebSocketWire(WebSocketForm.named(protocol).orElseThrow(), numbers, Map.of());
    }

    private static <T> CompletionStage<Outcome<T>> refused() {
        return CompletableFuture.completedStage(
                Outcome.failed(new ProviderFailure.Rejected("X", "refused", Optional.empty())));
    }

    private static List<ByteString> spdyExec() {
        try (SpdyEncoder encoder = new SpdyEncoder()) {
            return List.of(
                    encoder.synStream(1, Map.of("streamtype", "error"), false),
                    encoder.synStream(3, Map.of("streamtype", "stdin"), false),
                    SpdyEncoder.ping(1),
                    SpdyEncoder.data(3, ByteString.fromString("hello\n"), false),
                    encoder.synStream(5, Map.of("streamtype", "stdout"), false),
                    encoder.headers(3, Map.of("a", "b"), false),
                    encoder.synStream(7, Map.of("streamtype", "resize"), false),
                    SpdyEncoder.data(7, ByteString.fromString("{\"Width\":91,\"Height\":33}"), false),
                    SpdyEncoder.data(3, ByteString.emptyByteString(), true),
                    SpdyEncoder.rstStream(5, SpdyEncoder.CANCEL),
                    SpdyEncoder.goAway(0, 0));
        }
    }

    private static List<ByteString> spdyPorts() {
        try (SpdyEncoder encoder = new SpdyEncoder()) {
            return List.of(
                    encoder.synStream(1, Map.of("streamtype", "error", "port", "80", "requestid", "0"), true),
                    encoder.synStream(3, Map.of("streamtype", "data", "port", "80", "requestid", "0"), false),
                    SpdyEncoder.data(3, ByteString.fromString("GET / HTTP/1.1\r\n\r\n"), false),
                    encoder.synStream(5, Map.of("streamtype", "error", "port", "81", "requestid", "1"), true),
                    encoder.synStream(7, Map.of("streamtype", "data", "port", "81", "requestid", "1"), false),
                    SpdyEncoder.data(7, ByteString.fromArray(new byte[5000]), true),
                    SpdyEncoder.data(3, ByteString.emptyByteString(), true));
        }
    }

    private static List<ByteString> webSocketExec(boolean base64) {
        ByteString hello = base64 ? ByteString.fromString("0aGVsbG8K") : ByteString.fromInts(0, 'h', 'i');
        return List.of(
                masked(base64 ? 0x81 : 0x82, List.of(hello)),
                masked(0x89, List.of(ByteString.fromString("ping"))),
                masked(base64 ? 0x01 : 0x02, List.of(hello)),
                masked(0x80, List.of(ByteString.fromString("more"))),
                masked(0x82, List.of(ByteString.fromInts(255, 0))),
                masked(0x88, List.of(ByteString.fromInts(3, 0xe8))));
    }

    /** A frame as a client sends it, masked with a key that changes it. */
    private static ByteString masked(int first, List<ByteString> parts) {
        byte[] payload = parts.stream()
                .reduce(ByteString.emptyByteString(), ByteString::concat)
                .toArray();
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= (byte) (i & 3);
        }
        ByteString head = payload.length <= 125
                ? ByteString.fromInts(first, 0x80 | payload.length)
                : ByteString.fromInts(first, 0xfe, payload.length >> 8, payload.length & 0xff);
        return head.concat(ByteString.fromInts(0, 1, 2, 3)).concat(ByteString.fromArray(payload));
    }
}
