package io.podbridge.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.podbridge.testkit.FreePorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private final int port = FreePorts.next();
    private ServerSocket target;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = new TcpProxy(port, target.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        target.close();
    }

    /** A client that stays connected to nothing waits for ever for an answer. */
    @Test
    void aClientWhoseTargetDoesNotListenYetIsTold() throws IOException {
        target.close();
        try (Socket client = connect()) {
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void aCutEndsWhatExistsAndRefusesWhatComes() throws IOException {
        try (Socket client = connect();
                Socket behind = target.accept()) {
            await().until(() -> proxy.connections() == 1);
            proxy.refuse();
            proxy.resetAll();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> behind.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        proxy.accept();
        try (Socket client = connect();
                Socket behind = target.accept()) {
            client.getOutputStream().write(7);
            assertThat(behind.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void bytesOfOneDirectionVanishWhileThoseOfTheOtherArrive() throws IOException {
        try (Socket client = connect();
                Socket behind = target.accept()) {
            proxy.holdRequests();
            client.getOutputStream().write(1);
            behind.getOutputStream().write(2);
            assertThat(client.getInputStream().read()).isEqualTo(2);
            behind.setSoTimeout(100);
            assertThatThrownBy(() -> behind.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            proxy.release();
            behind.setSoTimeout(0);
            assertThat(behind.getInputStream().read()).isEqualTo(1);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }
}
