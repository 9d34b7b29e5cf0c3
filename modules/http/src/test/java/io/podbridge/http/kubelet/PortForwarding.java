package io.podbridge.http.kubelet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code kubectl port-forward}. */
record PortForwarding(Process process, int localPort) implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("127\\.0\\.0\\.1:(\\d+) -> ");

    static PortForwarding start(KubectlProgram kubectl, int port) throws IOException {
        Process process = kubectl.start("port-forward", "web", ":" + port);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                Thread.ofVirtual().start(() -> out.lines().forEach(read -> {}));
                return new PortForwarding(process, Integer.parseInt(matcher.group(1)));
            }
        }
        throw new AssertionError(
                "kubectl: " + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** Sends it, ends, and reads as many bytes back. */
    byte[] exchange(byte[] payload) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), localPort)) {
            Thread.ofVirtual().start(() -> send(socket, payload));
            return socket.getInputStream().readNBytes(payload.length);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static void send(Socket socket, byte[] payload) {
        try {
            socket.getOutputStream().write(payload);
        } catch (IOException gone) {
            // The reader sees it.
        }
    }
}
