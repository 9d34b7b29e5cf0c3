package io.podbridge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LivenessPortTest {
    private static final Incarnation SELF = new Incarnation("pekko://podbridge@self:1", 7);

    /** Enough for the accept and the close to meet: one round in fifty met on two cores. */
    private static final int ROUNDS = 500;

    /** What is waited for has mostly happened already; the usual 100 ms would be most of the test. */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Test
    void aConnectionThatComesInTheMomentOfTheClosingEnds() {
        for (int round = 0; round < ROUNDS; round++) {
            LivenessPort port = LivenessPort.open("127.0.0.1", 0, SELF);
            int number = port.port();
            CompletableFuture<Void> visit = CompletableFuture.runAsync(() -> readToTheEnd(number));
            port.close();
            assertThat(visit).succeedsWithin(Duration.ofSeconds(10));
            await().pollDelay(Duration.ZERO).pollInterval(AT_ONCE).until(() -> port.connections() == 0);
        }
    }

    private static void readToTheEnd(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            assertThat(e).as("refused or reset is an end too").isNotNull();
        }
    }
}
