package io.podbridge.devcluster.proxy;

import io.podbridge.devcluster.tls.IssuedCertificate;
import io.podbridge.devcluster.tls.TlsContexts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Takes what a kubelet takes, with TLS, and answers simple things. Counts who is still connected. */
public final class KubeletStandIn implements AutoCloseable {
    /** The first lines of a request, and the name on the certificate of who sent it. */
    public record Seen(List<String> lines, String peer) {}

    private final SSLServerSocket server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<SSLSocket> open = new CopyOnWriteArrayList<>();
    private final CountDownLatch more = new CountDownLatch(1);
    private volatile Supplier<String> metrics = () -> "";

    public KubeletStandIn(IssuedCertificate own) throws IOException {
        server = (SSLServerSocket) TlsContexts.server(own, own.authority())
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setWantClientAuth(true);
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public List<Seen> seen() {
        return seen;
    }

    public int open() {
        return open.size();
    }

    /** Lets logs that are followed say one thing more. */
    public void sayMore() {
        more.countDown();
    }

    /** What {@code /metrics/resource} says from now on, to the API server only. */
    public void metrics(Supplier<String> document) {
        metrics = document;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = (SSLSocket) server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SSLSocket socket) {
        open.add(socket);
        try (socket) {
            var in = socket.getInputStream();
            var lines = head(in);
            var peer = socket.getSession().getPeerPrincipal().getName();
            seen.add(new Seen(lines, peer));
            if (lines.getFirst().startsWith("GET /metrics/resource ")) {
                write(socket.getOutputStream(), metrics(peer));
            } else {
                answer(lines.getFirst(), in, socket.getOutputStream());
            }
        } catch (IOException e) {
            // The other side has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private String metrics(String peer) {
        if (!peer.contains("CN=kube-apiserver-kubelet-client")) {
            return "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";
        }
        var document = metrics.get();
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: " + document.length()
                + "\r\n\r\n" + document;
    }

    private void answer(String line, InputStream in, OutputStream out) throws IOException, InterruptedException {
        var path = line.split(" ", 3)[1];
        if (path.startsWith("/containerLogs")) {
            write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
            write(out, "6\r\nfirst\n\r\n");
            if (path.contains("follow=true")) {
                more.await();
            }
            write(out, "7\r\nsecond\n\r\n0\r\n\r\n");
        } else if (path.startsWith("/exec") && path.contains("command=refuse")) {
            write(out, "HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\nnot you");
        } else if (path.startsWith("/exec") || path.startsWith("/attach") || path.startsWith("/portForward")) {
            // The first bytes may come with the head.
            write(
                    out,
                    "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n"
                            + "X-Stream-Protocol-Version: v4.channel.k8s.io\r\n\r\nhello");
            in.transferTo(out);
        } else {
            write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Reads up to the empty line, byte by byte: what follows belongs to somebody else. */
    public static List<String> head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0) {
                throw new IOException("ended after: " + bytes.toString(StandardCharsets.US_ASCII));
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.US_ASCII).strip().lines().toList();
    }

    @Override
    public void close() throws IOException {
        more.countDown();
        server.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
