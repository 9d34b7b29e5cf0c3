package io.podbridge.testkit.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.relay.RelayServer;
import io.podbridge.core.relay.RelayTls;
import io.podbridge.core.relay.RelayTransport;
import io.podbridge.core.relay.RelayedAccess;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.LogOptions;
import io.podbridge.core.streams.Session;
import io.podbridge.testkit.controlplane.PeerCertificates;
import io.podbridge.testkit.provider.Replica;
import io.podbridge.testkit.provider.Streams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayTest {
    private static final PodId POD = new PodId("uid", "default", "pod");
    private static final Channels PIPES = new Channels(true, true, true, false);
    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS = 3_200;
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private static Path certificates;

    private static RelayTls own;

    private final Streams streams = new Streams();
    private final FakeAccess containers = new FakeAccess();
    private RelayServer server;
    private RelayTransport transport;
    private RelayedAccess relayed;

    @BeforeAll
    static void certify() {
        own = tls(certificates);
    }

    @BeforeEach
    void open() {
        transport = RelayTransport.tls(streams.system(), own);
        server = start(transport);
        relayed = new RelayedAccess(streams.system(), transport, server.address());
    }

    private RelayServer start(RelayTransport over) {
        return Streams.get(RelayServer.start(
                streams.system(), over, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), containers));
    }

    private static RelayTls tls(Path directory) {
        var files = PeerCertificates.create(directory);
        return new RelayTls(
                files.peer().certificate(),
                files.peer().key(),
                files.authority().certificate());
    }

    @AfterEach
    void close() {
        server.close();
        streams.close();
    }

    /** 200 MiB there and back again at once; the heap of this JVM is checked by its being small. */
    @Test
    void muchGoesBothWaysUnchanged() throws Exception {
        var connection = Replica.value(relayed.connect(POD, 80));
        MessageDigest sent = sha256();
        MessageDigest received = sha256();

        CompletionStage<Done> done = Source.range(1, CHUNKS)
                .map(number -> {
                    byte[] chunk = new byte[CHUNK];
                    Arrays.fill(chunk, number.byteValue());
                    sent.update(chunk);
                    return ByteString.fromArrayUnsafe(chunk);
                })
                .via(connection)
                .toMat(Sink.foreach(chunk -> received.update(chunk.toArrayUnsafe())), Keep.right())
                .run(streams.system());

        done.toCompletableFuture().get(120, TimeUnit.SECONDS);
        assertThat(HexFormat.of().formatHex(received.digest()))
                .isEqualTo(HexFormat.of().formatHex(sent.digest()));
        awaitNoConnections();
    }

    @Test
    void whoReadsSlowlyHoldsTheOtherSideBack() {
        SinkQueueWithCancel<ByteString> reader =
                Replica.value(relayed.logs(POD, "main", LogOptions.ALL)).runWith(Sink.queue(), streams.system());
        Streams.get(reader.pull());

        Awaitility.await().during(300, TimeUnit.MILLISECONDS).until(() -> containers.logged.get() < 2L * MEBIBYTE);
        for (int read = 0; read < 300; read++) {
            Streams.get(reader.pull());
        }
        assertThat(containers.logged.get()).isGreaterThan(2L * MEBIBYTE);

        reader.cancel();
        Streams.get(containers.logCancelled.thenApply(none -> true));
        awaitNoConnections();
    }

    @Test
    void aSessionIsAsIfItWereHere() {
        Session session = Replica.value(relayed.exec(POD, "main", List.of("cat"), PIPES));
        ByteString sent = Streams.random(3 * MEBIBYTE);

        session.resize(91, 33);
        CompletionStage<ByteString> output = streams.collect(session.stdout());
        CompletionStage<ByteString> errors = streams.collect(session.stderr());
        streams.send(sent, session.stdin());

        assertThat(Streams.get(output)).isEqualTo(sent);
        assertThat(Streams.get(errors).utf8String()).isEqualTo("complaint");
        assertThat(Streams.get(containers.resized)).containsExactly(91, 33);
        assertThat(session.exit().toCompletableFuture()).isNotDone();
        containers.exit.complete(new Session.Exit.Code(7));
        assertThat(Streams.get(session.exit())).isEqualTo(new Session.Exit.Code(7));
        session.close();
        Streams.get(containers.sessionClosed.thenApply(none -> true));
        awaitNoConnections();
    }

    /** As long as the kubelet API takes it; each word is one of the largest that Linux hands to a program. */
    @Test
    void aCommandOfAMebibyteArrivesWhole() {
        var command = Stream.generate(() -> "x".repeat(CHUNK * 2 - 1)).limit(8).toList();
        Session session = Replica.value(relayed.exec(POD, "main", command, PIPES));
        assertThat(Streams.get(containers.commanded)).isEqualTo(command);
        session.close();
        awaitNoConnections();
    }

    @Test
    void aReplicaThatGoesAwayIsAFailureAndNoEnd() {
        Session session = Replica.value(relayed.exec(POD, "main", List.of("cat"), PIPES));
        CompletionStage<ByteString> output = streams.collect(session.stdout());
        CompletionStage<ByteString> log = streams.collect(Replica.value(relayed.logs(POD, "main", LogOptions.ALL))
                .take(Long.MAX_VALUE)
                .map(chunk -> ByteString.emptyByteString()));

        server.close();

        assertThat(Streams.get(session.exit())).isInstanceOf(Session.Exit.Failed.class);
        assertThatThrownBy(() -> Streams.get(output)).hasRootCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> Streams.get(log)).hasRootCauseInstanceOf(IOException.class);
        Streams.get(containers.sessionClosed.thenApply(none -> true));
    }

    @Test
    void whoAsksAndDiesLetsGoOfTheSession() {
        Streams other = new Streams();
        var elsewhere = new RelayedAccess(other.system(), RelayTransport.tls(other.system(), own), server.address());
        Replica.value(elsewhere.exec(POD, "main", List.of("cat"), PIPES));

        other.close();

        Streams.get(containers.sessionClosed.thenApply(none -> true));
        awaitNoConnections();
    }

    @Test
    void aRefusalKeepsItsWords() {
        assertThat(Replica.outcome(relayed.attach(POD, "main", PIPES)))
                .isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
                    assertThat(failure.failure()).isInstanceOf(ProviderFailure.Rejected.class);
                    assertThat(failure.failure().reason()).isEqualTo("NoInput");
                    assertThat(failure.failure().message()).isEqualTo("it has no input");
                });
        awaitNoConnections();
    }

    @Test
    void whatPodsUseArrives() {
        assertThat(Replica.value(relayed.usage())).isEqualTo(Replica.value(containers.usage()));
        awaitNoConnections();
    }

    @Test
    void aReplicaThatIsNotThereIsUnavailable() {
        server.close();

        assertThat(Replica.outcome(relayed.usage()))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.failure()).isInstanceOf(ProviderFailure.Unavailable.class));
    }

    @Test
    void whoHasNoCertificateOfTheAuthorityIsNotHeard(@TempDir Path strangers) {
        var stranger = new RelayedAccess(
                streams.system(), RelayTransport.tls(streams.system(), tls(strangers)), server.address());
        var plain = new RelayedAccess(streams.system(), RelayTransport.loopback(streams.system()), server.address());

        assertThat(Replica.outcome(stranger.usage())).isInstanceOf(Outcome.Failure.class);
        assertThat(Replica.outcome(plain.usage())).isInstanceOf(Outcome.Failure.class);
        assertThat(Replica.outcome(relayed.usage())).isInstanceOf(Outcome.Success.class);
    }

    @Test
    void withoutCertificatesItStaysOnThisMachine() {
        RelayTransport plain = RelayTransport.loopback(streams.system());
        try (RelayServer here = start(plain)) {
            assertThat(Replica.value(new RelayedAccess(streams.system(), plain, here.address()).usage()))
                    .hasSize(1);
        }
        assertThatThrownBy(() -> RelayServer.start(streams.system(), plain, new InetSocketAddress(0), containers))
                .hasMessageContaining("needs certificates");
    }

    private void awaitNoConnections() {
        Awaitility.await().until(() -> server.connections() == 0);
    }

    private static MessageDigest sha256() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256");
    }
}
