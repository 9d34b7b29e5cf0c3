package io.podbridge.http.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.kubelet.AccessSettings;
import io.podbridge.core.pod.Pod;
import io.podbridge.http.identity.FakeReviews;
import io.podbridge.testkit.provider.PodFixtures;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeletServerTest {

    @TempDir
    private static Path directory;

    private static final ActorSystem SYSTEM = Settings.system("kubelet-server");

    private static Authorities authorities;
    private static KubeletServer server;

    @BeforeAll
    static void start() throws Exception {
        authorities = Authorities.make(directory, List.of());
        server = start(new AccessSettings(Optional.of(authorities.clientAuthority()), true, false, false));
    }

    @AfterAll
    static void stop() {
        server.shutdown("the test is over").toCompletableFuture().join();
        SYSTEM.terminate();
        SYSTEM.getWhenTerminated().toCompletableFuture().join();
    }

    /** Who gets in is for {@link AccessTableTest} to say. */
    @ParameterizedTest
    @CsvSource({
        "/containerLogs/default/web/none, apiserver, 404",
        "/containerLogs/default/none/main, apiserver, 404",
        "/containerLogs/default/web/main?tailLines=-1, apiserver, 422",
        "/containerLogs/default/web/main?previous=true, apiserver, 400",
        "/exec/default/web/main?command=true, apiserver, 400",
        "/exec/default/none/main?command=true&output=1, apiserver, 404",
        "/portForward/default/web/other-uid, apiserver, 404",
        "/run/a/b/c, apiserver, 501",
    })
    void whatIsNotThereOrMakesNoSense(String path, String identity, int status) throws Exception {
        assertThat(get(server, path, identity).statusCode()).isEqualTo(status);
    }

    @Test
    void aMethodThatIsNotServedIsRefused() throws Exception {
        HttpRequest request = request(server, "/pods").DELETE().build();
        try (HttpClient client = client("apiserver")) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(403);
        }
        HttpRequest post = request(server, "/containerLogs/default/web/main")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = client("apiserver")) {
            assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        }
    }

    /** Whatever a long path or query is made of, the parser must neither fail nor take the replica down. */
    @ParameterizedTest
    @CsvSource({
        "/containerLogs/default/web/none?x=, x, 404",
        "/containerLogs/default/web/none?, a&, 404",
        "/containerLogs/default/web/none?, %C3%A9=, 404",
        "/nothing, /a, 404",
        "/nothing, /, 404",
        "/nothing/, %41, 404",
        "/nothing/, ;a, 404",
    })
    void aLongUriIsTaken(String start, String repeated, int status) throws Exception {
        String uri = start + repeated.repeat(300_000 / repeated.length());
        assertThat(get(server, uri, "apiserver").statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"1100000, 10, 414", "10, 31000, 401", "10, 40000, 431"})
    void aHeadIsBounded(int uriBytes, int tokenBytes, int status) throws Exception {
        HttpRequest request = request(server, "/pods?x=" + "x".repeat(uriBytes))
                .header("Authorization", "Bearer " + "t".repeat(tokenBytes))
                .build();
        try (HttpClient client = client("none")) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(status);
        }
    }

    @Test
    void documentsAreThoseOfTheNode() throws Exception {
        assertThat(get(server, "/pods", "apiserver").body()).contains("\"kind\":\"PodList\"");
        HttpResponse<String> metrics = get(server, "/metrics/resource", "reader-token");
        assertThat(metrics.headers().firstValue("content-type").orElse("")).contains("version=0.0.4");
        assertThat(metrics.body()).contains("container_cpu_usage_seconds_total{container=\"main\"");
        assertThat(get(server, "/healthz", "apiserver").body()).isEqualTo("ok");
    }

    @Test
    void aServerThatShutsDownBreaksAFollowedLogOff() throws Exception {
        KubeletServer other = start(new AccessSettings(Optional.empty(), false, true, true));
        try (HttpClient client = client("none")) {
            HttpResponse<InputStream> log = client.send(
                    request(other, "/containerLogs/default/web/main?follow=true")
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(log.body().readNBytes(7)).asString().isEqualTo("line 1\n");
            var shutdown = other.shutdown("going").toCompletableFuture();
            assertThatThrownBy(() -> log.body().readAllBytes()).isInstanceOf(IOException.class);
            assertThat(shutdown).succeedsWithin(Duration.ofSeconds(20));
            await().untilAsserted(() -> assertThat(other.conversations()).isZero());
        }
    }

    private static KubeletServer start(AccessSettings access) {
        Pod pod = PodFixtures.pod("web").uid("uid-1").container("main", "none").build();
        FakeReviews reviews = new FakeReviews()
                .token("reader", "prometheus")
                .allow("prometheus", "get", "metrics")
                .allow("kube-apiserver", "get", "proxy")
                .allow("kube-apiserver", "create", "proxy");
        return KubeletServer.start(
                        SYSTEM, Settings.with(access), new LocalNode(pod, new LocalContainers(SYSTEM)), reviews)
                .toCompletableFuture()
                .join();
    }

    private static HttpResponse<String> get(KubeletServer server, String path, String identity) throws Exception {
        HttpRequest.Builder request = request(server, path);
        if (identity.equals("reader-token")) {
            request.header("Authorization", "Bearer reader");
        }
        try (HttpClient client = client(identity)) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static HttpRequest.Builder request(KubeletServer server, String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofMinutes(2));
    }

    private static HttpClient client(String identity) throws Exception {
        SSLContext context = authorities.client(identity);
        return HttpClient.newBuilder()
                .sslContext(context)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }
}
