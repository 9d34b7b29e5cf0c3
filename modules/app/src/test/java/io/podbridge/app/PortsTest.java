package io.podbridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    private static final String SETTING = "podbridge.cluster.port";

    @Test
    void findsAPortThatIsTaken() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            var failure = failure("127.0.0.1", port);
            assertThat(failure.exitCode()).isEqualTo(ExitCode.CANNOT_CREATE);
            assertThat(failure)
                    .hasMessageContaining("Cannot listen on 127.0.0.1:" + port)
                    .hasMessageContaining(SETTING);
        }
        Ports.requireFree(SETTING, "127.0.0.1", port);
        Ports.requireFree(SETTING, "127.0.0.1", 0);
    }

    @Test
    void findsAnAddressOfAnotherMachine() {
        assertThat(failure("192.0.2.1", 0).exitCode()).isEqualTo(ExitCode.CANNOT_CREATE);
    }

    @Test
    void findsAHostThatIsNone() {
        assertThat(failure("no.such.host.invalid", 0)).hasMessageContaining("no.such.host.invalid has no address");
    }

    private static StartupFailure failure(String host, int port) {
        return catchThrowableOfType(StartupFailure.class, () -> Ports.requireFree(SETTING, host, port));
    }
}
