package io.podbridge.testkit.kubectl;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code kubectl port-forward}. */
public record PortForwarding(Process process, int localPort, Collected err) implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("127\\.0\\.0\\.1:(\\d+) -> ");

    /** Starts it and waits until it listens. */
    public static PortForwarding start(KubectlProgram kubectl, int port) throws IOException {
        Process process = kubectl.start("port-forward", "web", ":" + port);
        Collected err = Collected.of(process.getErrorStream());
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                Thread.ofVirtual().start(() -> out.lines().forEach(read -> {}));
                return new PortForwarding(process, Integer.parseInt(matcher.group(1)), err);
            }
        }
        throw new AssertionError("kubectl: " + err.text());
    }

    /** Sends it over a connection of its own, ends, and gives what came back until the other side ended. */
    public byte[] exchange(byte[] payload) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        exchange(new ByteArrayInputStream(payload), received);
        return received.toByteArray();
    }

    /** The same for what is too large to hold. */
    public void exchange(InputStream payload, OutputStream received) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), localPort)) {
            Thread.ofVirtual().start(() -> send(payload, socket));
            socket.getInputStream().transferTo(received);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static void send(InputStream payload, Socket socket) {
        try {
            payload.transferTo(socket.getOutputStream());
            socket.shutdownOutput();
        } catch (IOException gone) {
            // The reader sees it.
        }
    }
}
