package io.podbridge.testkit.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.testkit.LongForm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections to ports of the pod. */
public interface PortForwardCases extends KubectlMatrix {

    int CONNECTIONS = LongForm.of(200, 2000);
    int AT_A_TIME = 8;

    @ParameterizedTest
    @MethodSource("kubectls")
    default void portsAreForwarded(KubectlProgram kubectl) throws IOException {
        byte[] payload = new byte[500_000];
        new Random(2).nextBytes(payload);
        try (EchoServer echo = new EchoServer();
                PortForwarding forwarding = PortForwarding.start(kubectl, echo.port())) {
            for (int i = 0; i < 5; i++) {
                assertThat(forwarding.exchange(payload)).isEqualTo(payload);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("newest")
    default void oneConnectionCarriesMuchEachWay(KubectlProgram kubectl) throws IOException {
        try (EchoServer echo = new EchoServer();
                PortForwarding forwarding = PortForwarding.start(kubectl, echo.port());
                Numbers.Digest received = new Numbers.Digest()) {
            forwarding.exchange(Numbers.of(BulkCases.BYTES), received);
            assertThat(received.hex()).isEqualTo(Numbers.sha256(BulkCases.BYTES));
        }
    }

    @ParameterizedTest
    @MethodSource("newest")
    default void eachOfManyShortConnectionsIsAnswered(KubectlProgram kubectl) throws Exception {
        try (EchoServer echo = new EchoServer();
                PortForwarding forwarding = PortForwarding.start(kubectl, echo.port());
                ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME)) {
            var exchanges = IntStream.range(0, CONNECTIONS)
                    .mapToObj(number -> clients.submit(() -> {
                        byte[] payload = ("number " + number).getBytes(StandardCharsets.UTF_8);
                        return new String(forwarding.exchange(payload), StandardCharsets.UTF_8);
                    }))
                    .toList();
            for (int number = 0; number < CONNECTIONS; number++) {
                Future<String> exchange = exchanges.get(number);
                assertThat(exchange.get()).isEqualTo("number " + number);
            }
        }
    }

    /** The port is taken, so that nobody else gets it, but nobody listens. */
    @ParameterizedTest
    @MethodSource("kubectls")
    default void aPortThatIsClosedEndsTheConnectionOfTheClient(KubectlProgram kubectl) throws Exception {
        try (Socket closed = new Socket()) {
            closed.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (PortForwarding forwarding = PortForwarding.start(kubectl, closed.getLocalPort())) {
                assertThat(forwarding.exchange(new byte[0])).isEmpty();
                String told = forwarding.err().whole();
                assertThat(told)
                        .contains("error forwarding port " + closed.getLocalPort() + " to the pod: ")
                        .contains("Connection refused")
                        .contains("lost connection to pod");
                assertThat(forwarding.process().waitFor()).isEqualTo(1);
            }
        }
    }
}
