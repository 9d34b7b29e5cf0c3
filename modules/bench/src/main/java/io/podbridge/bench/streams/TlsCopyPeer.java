package io.podbridge.bench.streams;

import io.podbridge.devcluster.tls.CertificateAuthority;
import io.podbridge.devcluster.tls.TlsContexts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;

/** The other JVM of the plain copy: sends or takes as many bytes as each client asks for. */
public final class TlsCopyPeer {

    /** What it prints when it can be reached. */
    public static final String READY = "listening";

    private TlsCopyPeer() {}

    /** Serves one client after the other on the port that is the only argument, until it is killed. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        try (var listener =
                tls().getServerSocketFactory().createServerSocket(port, 0, InetAddress.getLoopbackAddress())) {
            System.out.println(READY);
            serve(listener);
        }
    }

    /** A key as that of podbridge's serving certificate: on curve P-256. */
    private static SSLContext tls() {
        var authority = new CertificateAuthority("tls-copy", Clock.systemUTC());
        var own = authority.server("tls-copy", List.of("localhost"), List.of("127.0.0.1"));
        return TlsContexts.server(own, authority.certificate());
    }

    private static void serve(ServerSocket listener) throws IOException {
        while (true) {
            try (var client = listener.accept()) {
                serve(client);
            } catch (SocketException gone) {
                System.out.println("a client has gone: " + gone);
            }
        }
    }

    private static void serve(Socket client) throws IOException {
        long bytes = new DataInputStream(client.getInputStream()).readLong();
        if (bytes >= 0) {
            Pieces.write(client.getOutputStream(), bytes);
        } else {
            long arrived = Pieces.read(client.getInputStream(), -bytes);
            new DataOutputStream(client.getOutputStream()).writeLong(arrived);
        }
    }
}
