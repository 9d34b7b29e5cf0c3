package io.podbridge.http.kubelet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSocket;

/**
 * A command whose client sends input that nobody reads and is then gone, as one that is killed: without a last word.
 */
final class VanishingClient {

    private static final String REQUEST = """
        GET /api/v1/namespaces/default/pods/web/exec?command=sleep&command=1000&stdin=true&stdout=true HTTP/1.1
        Host: localhost
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==
        Sec-WebSocket-Protocol: v4.channel.k8s.io

        """;

    /** An empty message on standard output, with which the server begins. */
    private static final int GREETING = 3;

    /** Final, binary, masked, and its length in eight bytes. */
    private static final byte[] HEAD = {(byte) 0x82, (byte) 0xff};

    private static final int MASK = 4;

    private final Socket connection;

    private VanishingClient(Socket connection) {
        this.connection = connection;
    }

    /** Starts one that sends so many zeros. */
    static VanishingClient start(int port, int bytes) throws IOException, GeneralSecurityException {
        Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket secured =
                (SSLSocket) Authorities.anyone().getSocketFactory().createSocket(connection, "localhost", port, false);
        OutputStream out = secured.getOutputStream();
        out.write(REQUEST.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        readAnswer(secured.getInputStream());
        // A mask of zeros changes nothing; the first byte of the message is the channel: 0, standard input.
        out.write(ByteBuffer.allocate(HEAD.length + Long.BYTES + MASK + bytes)
                .put(HEAD)
                .putLong(bytes)
                .array());
        out.flush();
        return new VanishingClient(connection);
    }

    /** To the last byte: a connection that is closed with bytes unread is reset, and that would be seen at once. */
    private static void readAnswer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no answer: " + answer);
            }
            answer.append((char) next);
        }
        var greeting = in.readNBytes(GREETING);
        if (greeting.length < GREETING) {
            throw new IOException("no greeting");
        }
    }

    void vanish() throws IOException {
        connection.close();
    }
}
