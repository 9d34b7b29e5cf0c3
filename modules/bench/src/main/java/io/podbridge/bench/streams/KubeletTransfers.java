package io.podbridge.bench.streams;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * Transfers through the kubelet API of one replica, without kubectl or an API server between: as those do who speak
 * WebSockets to a kubelet. Safe for use by several threads.
 *
 * @param tls with a client certificate that the replica lets in
 * @param port of the kubelet API, on this machine
 * @param pod in the namespace {@code default}
 * @param container in which commands run
 */
public record KubeletTransfers(SSLContext tls, int port, String pod, String container) {

    private static final String COMMAND = "v5.channel.k8s.io";
    private static final String PORTS = "v4.channel.k8s.io";
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int ERROR = 3;
    private static final int CLOSE = 255;

    /** Each channel of a port begins with its number. */
    private static final int PORT_BYTES = 2;

    /** What {@code head} writes comes out of stdout. */
    public long execDownload(long bytes) throws IOException {
        String path = exec("output=1", "head", "-c", Long.toString(bytes), "/dev/zero");
        try (var socket = ChannelSocket.open(tls, port, path, COMMAND)) {
            long start = System.nanoTime();
            var received = Received.all(socket);
            long time = System.nanoTime() - start;
            requireSuccess(received);
            Transfer.requireAll(bytes, received.bytes(STDOUT));
            return time;
        }
    }

    /** What goes into stdin {@code wc} counts. */
    public long execUpload(long bytes) throws IOException {
        try (var socket = ChannelSocket.open(tls, port, exec("input=1&output=1", "wc", "-c"), COMMAND)) {
            long start = System.nanoTime();
            socket.send(STDIN, bytes);
            socket.send(CLOSE, new byte[] {STDIN});
            var received = Received.all(socket);
            long time = System.nanoTime() - start;
            requireSuccess(received);
            Transfer.requireAll(bytes, Long.parseLong(received.text(STDOUT).strip()));
            return time;
        }
    }

    /** From who sends them of his own accord. */
    public long forwardDownload(long bytes, PortPeer peer) throws IOException {
        peer.expect(bytes);
        try (var socket = ChannelSocket.open(tls, port, forward(peer.sourcePort()), PORTS)) {
            long start = System.nanoTime();
            var received = Received.all(socket);
            long time = System.nanoTime() - start;
            requireNoError(received);
            Transfer.requireAll(bytes, received.bytes(STDIN) - PORT_BYTES);
            return time;
        }
    }

    /** To who says in the end how many they were. */
    public long forwardUpload(long bytes, PortPeer peer) throws IOException {
        peer.expect(bytes);
        try (var socket = ChannelSocket.open(tls, port, forward(peer.sinkPort()), PORTS)) {
            long start = System.nanoTime();
            socket.send(STDIN, bytes);
            var received = Received.all(socket);
            long time = System.nanoTime() - start;
            requireNoError(received);
            Transfer.requireAll(PORT_BYTES + Long.BYTES, received.bytes(STDIN));
            Transfer.requireAll(bytes, received.beginning(STDIN).getLong(PORT_BYTES));
            return time;
        }
    }

    /** The channel after that of the data is that of errors; it too begins with the port. */
    private static void requireNoError(Received received) throws IOException {
        if (received.bytes(STDIN + 1) > PORT_BYTES) {
            throw new IOException(received.text(STDIN + 1).substring(PORT_BYTES));
        }
    }

    private static void requireSuccess(Received received) throws IOException {
        if (!received.text(ERROR).contains("\"status\":\"Success\"")) {
            throw new IOException("the command failed: " + received.text(ERROR));
        }
    }

    private String exec(String channels, String... command) {
        return "/exec/default/" + pod + "/" + container + "?" + channels + "&"
                + Arrays.stream(command)
                        .map(word -> "command=" + URLEncoder.encode(word, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    private String forward(int target) {
        return "/portForward/default/" + pod + "?port=" + target;
    }
}
