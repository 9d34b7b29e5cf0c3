package io.podbridge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.cluster.LivenessProbe.Finding;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivenessProbeTest {
    private static final Incarnation PEER = new Incarnation("pekko://podbridge@peer:1", 7);
    private static final String HOST = "127.0.0.1";

    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final AtomicInteger visits = new AtomicInteger();
    private ServerSocket clusterPort;
    private LivenessPort livenessPort;
    private int port;
    private LivenessProbe probe;

    @BeforeEach
    void start() throws IOException {
        clusterPort = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::countVisits);
        livenessPort = LivenessPort.open(HOST, 0, PEER);
        port = livenessPort.port();
    }

    @AfterEach
    void stop() throws IOException {
        probe.close();
        livenessPort.close();
        clusterPort.close();
    }

    @Test
    void aProcessThatIsGoneIsDead() throws IOException {
        established();
        clusterPort.close();
        livenessPort.close();
        await().untilAsserted(() -> assertThat(findings).containsExactly(Finding.DEAD));
    }

    @Test
    void aLivenessPortThatIsGoneIsNotDeathWhileTheClusterPortAnswers() throws IOException {
        established();
        livenessPort.close();
        await().until(() -> visits.get() >= 3);
        assertThat(findings).isEmpty();
        clusterPort.close();
        await().untilAsserted(() -> assertThat(findings).containsExactly(Finding.DEAD));
    }

    @Test
    void refusalsOfOneThatNeverAnsweredAreToldAsSuch() throws IOException {
        livenessPort.close();
        clusterPort.close();
        awaitRefusal(port);
        awaitRefusal(clusterPort.getLocalPort());
        probe = probe();
        await().untilAsserted(() -> assertThat(findings).containsExactly(Finding.REFUSED));
        // It goes on trying: once it has been answered, the end of that is a proof.
        LivenessPort late = open(PEER);
        await().untilAsserted(() -> assertThat(findings).containsExactly(Finding.REFUSED, Finding.ALIVE));
        late.close();
        await().untilAsserted(() -> assertThat(findings).containsExactly(Finding.REFUSED, Finding.ALIVE, Finding.DEAD));
    }

    @Test
    void aLivenessPortThatNeverAnsweredProvesNothingWhileTheClusterPortAnswers() throws IOException {
        livenessPort.close();
        awaitRefusal(port);
        probe = probe();
        await().until(() -> visits.get() >= 3);
        assertThat(findings).isEmpty();
        clusterPort.close();
        await().untilAsserted(() -> assertThat(findings).containsExactly(Finding.REFUSED));
    }

    @Test
    void anotherIncarnationInItsPlaceIsAProof() {
        established();
        livenessPort.close();
        try (LivenessPort next = open(new Incarnation(PEER.address(), 8))) {
            await().untilAsserted(() -> assertThat(findings).containsExactly(Finding.DEAD));
            assertThat(next.port()).isEqualTo(port);
        }
    }

    @Test
    void anotherIncarnationThatWasThereFirstProvesNothing() throws IOException {
        livenessPort.close();
        try (ServerSocket other = listen(port)) {
            probe = probe();
            for (int answers = 0; answers < 3; answers++) {
                answer(other, "podbridge-liveness " + PEER.address() + "#8\n");
            }
            assertThat(findings).isEmpty();
        }
    }

    @Test
    void whatIsNoLivenessPortProvesNothing() throws IOException {
        established();
        livenessPort.close();
        try (ServerSocket other = listen(port)) {
            answer(other, "HTTP/1.1 400 Bad Request\r\n");
            answer(other, "podbridge-liveness x#99999999999999999999\n");
            answer(other, "x".repeat(600));
            answer(other, "");
            assertThat(findings).isEmpty();
        }
    }

    /**
     * Once it was established, no later connection has to come to its end for the refusals after it to prove something.
     */
    @ParameterizedTest
    @ValueSource(strings = {"", "podbridge-liv", "podbridge-liveness pekko://podbridge@peer:1#7\n"})
    void aCutInAnyPhaseOfTheNextConnectionIsAProofAllTheSame(String sentBefore) throws IOException {
        established();
        livenessPort.close();
        try (Socket connection = acceptOne(port)) {
            connection.getOutputStream().write(sentBefore.getBytes(StandardCharsets.US_ASCII));
            clusterPort.close();
            connection.setSoLinger(true, 0);
        }
        await().untilAsserted(() -> assertThat(findings).containsExactly(Finding.DEAD));
    }

    private Socket acceptOne(int atPort) throws IOException {
        try (ServerSocket next = listen(atPort)) {
            return next.accept();
        }
    }

    /** A cut in the first connection proves nothing, whatever of it had arrived but the whole greeting. */
    @ParameterizedTest
    @ValueSource(strings = {"", "podbridge-liv"})
    void aCutInTheFirstConnectionProvesNothing(String sentBefore) throws IOException {
        livenessPort.close();
        try (ServerSocket first = listen(port)) {
            probe = probe();
            answer(first, sentBefore);
            answer(first, sentBefore);
            clusterPort.close();
            answer(first, sentBefore);
            assertThat(findings).doesNotContain(Finding.DEAD);
            assertThat(probe.established()).isFalse();
        }
    }

    @Test
    void whoAnswersAgainIsAlive() throws IOException {
        established();
        int held = clusterPort.getLocalPort();
        clusterPort.close();
        livenessPort.close();
        await().untilAsserted(() -> assertThat(findings).containsExactly(Finding.DEAD));
        clusterPort = listen(held);
        livenessPort = open(PEER);
        await().untilAsserted(() -> assertThat(findings).containsExactly(Finding.DEAD, Finding.ALIVE));
    }

    @Test
    void aClosedProbeSaysNothing() throws IOException {
        established();
        probe.close();
        await().until(() -> livenessPort.connections() == 0);
        livenessPort.close();
        clusterPort.close();
        assertThat(findings).isEmpty();
    }

    private void established() {
        probe = probe();
        await().until(() -> probe.established());
    }

    private LivenessProbe probe() {
        return LivenessProbe.start(
                PEER, InetSocketAddress.createUnresolved(HOST, port), clusterPort.getLocalPort(), findings::add);
    }

    private ServerSocket listen(int onPort) {
        return afterItIsFree(() -> {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort));
            return socket;
        });
    }

    private LivenessPort open(Incarnation incarnation) {
        return afterItIsFree(() -> LivenessPort.open(HOST, port, incarnation));
    }

    /** A port that was closed while somebody waited on it still takes connections for a moment. */
    private static void awaitRefusal(int port) {
        await().until(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return false;
            } catch (ConnectException e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** A port that was closed while somebody waited on it is free a moment later. */
    private static <T> T afterItIsFree(Callable<T> opening) {
        return await().ignoreExceptions().until(opening, opened -> true);
    }

    private static void answer(ServerSocket server, String line) throws IOException {
        try (Socket connection = server.accept()) {
            connection.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void countVisits() {
        while (!clusterPort.isClosed()) {
            try (Socket visit = clusterPort.accept()) {
                assertThat(visit.isConnected()).isTrue();
                visits.incrementAndGet();
            } catch (IOException e) {
                return;
            }
        }
    }
}
