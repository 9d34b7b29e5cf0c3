package io.podbridge.http.kubelet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Kubectls of every version that is there, over SPDY and over WebSockets, straight at our end of the wire. */
class KubectlIT extends KubectlCases {

    @TempDir
    private Path directory;

    private ApiServerStandIn server;

    @BeforeAll
    void start() {
        server = new ApiServerStandIn();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    Stream<KubectlProgram> kubectls() throws IOException {
        return KubectlProgram.all(server.kubeconfig(directory));
    }

    @Override
    LocalContainers containers() {
        return server.containers;
    }

    @Override
    int conversing() {
        return server.connections.conversing();
    }
}
