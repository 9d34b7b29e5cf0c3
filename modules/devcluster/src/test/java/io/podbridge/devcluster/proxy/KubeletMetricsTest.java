package io.podbridge.devcluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.metrics.Kubelets.Answer;
import io.podbridge.devcluster.tls.CertificateAuthority;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a TLS server that knows its client by the certificate. */
class KubeletMetricsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String CLIENT = "kube-apiserver-kubelet-client";

    private final ActorTestKit kit = ActorTestKit.create();
    private final CertificateAuthority authority = new CertificateAuthority("test", Clock.systemUTC());
    private KubeletStandIn kubelet;

    @BeforeEach
    void start() throws IOException {
        kubelet = new KubeletStandIn(authority.server("kubelet", List.of(), List.of()));
    }

    @AfterEach
    void stop() throws IOException {
        kubelet.close();
        kit.shutdownTestKit();
    }

    private Answer ask(String user, Duration timeout, String status) {
        var own = authority.client(user, List.of());
        var metrics = new KubeletMetrics(own, Clock.fixed(NOW, ZoneOffset.UTC), kit.system(), timeout);
        return metrics.resourceMetrics(Json.parse("{\"status\":" + status + "}"))
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static String listening(int port) {
        return """
            {"addresses":[{"type":"InternalIP","address":"127.0.0.1"}],"daemonEndpoints":{"kubeletEndpoint":{"Port":%d}}}\
            """.formatted(port);
    }

    @Test
    void readsTheDocumentWithTheCertificateOfTheApiServer() {
        var document = "m 1\n".repeat(50_000);
        kubelet.metrics(() -> document);
        assertThat(ask(CLIENT, PATIENCE, listening(kubelet.port()))).isEqualTo(new Answer.Document(document, NOW));
        assertThat(kubelet.seen().getFirst().lines().getFirst()).isEqualTo("GET /metrics/resource HTTP/1.1");
        assertThat(ask("somebody", PATIENCE, listening(kubelet.port())))
                .isEqualTo(new Answer.Failed("its kubelet answers with 401 Unauthorized"));
    }

    @Test
    void doesNotWaitForeverAndLeavesNoConnection() {
        var never = new CountDownLatch(1);
        kubelet.metrics(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "";
        });
        assertThat(ask(CLIENT, Duration.ofMillis(500), listening(kubelet.port())))
                .isEqualTo(new Answer.Failed("dial tcp 127.0.0.1:" + kubelet.port() + ": i/o timeout"));
        assertThat(kubelet.open()).isEqualTo(1);
        never.countDown();
        await().atMost(PATIENCE).until(() -> kubelet.open() == 0);
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(ask(CLIENT, PATIENCE, listening(port)))
                .isEqualTo(new Answer.Failed("dial tcp 127.0.0.1:" + port + ": connect: connection refused"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"addresses\":[{\"type\":\"InternalIP\",\"address\":\"127.0.0.1\"}]}",
                "{\"daemonEndpoints\":{\"kubeletEndpoint\":{\"Port\":10250}}}"
            })
    void asksNobodyWhereTheNodeNamesNone(String status) {
        assertThat(ask(CLIENT, PATIENCE, status)).isEqualTo(new Answer.NoKubelet());
    }
}
