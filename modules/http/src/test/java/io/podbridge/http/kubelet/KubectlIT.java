package io.podbridge.http.kubelet;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Kubectls of every version that is there, over SPDY and over WebSockets, straight at our end of the wire. */
class KubectlIT extends KubectlCases {

    private ApiServerStandIn server;
    private Path kubeconfig;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        server = new ApiServerStandIn();
        kubeconfig = server.kubeconfig(directory);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public LocalContainers containers() {
        return server.containers;
    }

    @Override
    public int conversing() {
        return server.connections.conversing();
    }
}
