package io.podbridge.http.kubelet;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;

/** A command that does nothing, over the WebSocket of the JDK: a client by other people, and a light one. */
record IdleCommand(HttpClient client, WebSocket socket) implements AutoCloseable {

    static IdleCommand start(int port) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(Authorities.anyone()).build();
        WebSocket socket = client.newWebSocketBuilder()
                .subprotocols("v4.channel.k8s.io")
                .header("Authorization", "Bearer t")
                .buildAsync(
                        URI.create("wss://127.0.0.1:" + port
                                + "/api/v1/namespaces/default/pods/web/exec?command=sleep&command=1000&stdout=true"),
                        new WebSocket.Listener() {})
                .join();
        socket.sendBinary(ByteBuffer.wrap(new byte[] {0, 1}), true).join();
        return new IdleCommand(client, socket);
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
