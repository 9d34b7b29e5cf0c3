package io.podbridge.devcluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.devcluster.DevCluster;
import io.podbridge.devcluster.DevClusterSettings;
import io.podbridge.devcluster.HttpCaller;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class KubeletProxyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PODS = "/api/v1/namespaces/default/pods/";
    private DevCluster cluster;
    private HttpCaller admin;
    private KubeletStandIn kubelet;

    @BeforeEach
    void start() throws IOException {
        cluster = DevCluster.start(DevClusterSettings.DEFAULT.withoutControllers());
        admin = HttpCaller.admin(cluster);
        kubelet = new KubeletStandIn(cluster.authority().server("kubelet", List.of(), List.of()));
        node("node", kubelet.port());
        pod("one", "node", "a");
        pod("two", "node", "a", "b");
    }

    @AfterEach
    void stop() throws IOException {
        kubelet.close();
        admin.close();
        cluster.close();
    }

    private void node(String name, int port) {
        create(ResourceTypes.NODES, "", """
            {"metadata": {"name": "%s"}, "status": {
              "addresses": [{"type": "Hostname", "address": "nowhere"},
                            {"type": "InternalIP", "address": "127.0.0.1"}],
              "daemonEndpoints": {"kubeletEndpoint": {"Port": %d}}}}\
            """.formatted(name, port));
    }

    private void pod(String name, String node, String... containers) {
        var list = String.join(
                ",",
                List.of(containers).stream()
                        .map(each -> "{\"name\": \"" + each + "\", \"image\": \"i\"}")
                        .toList());
        var assigned = node.isEmpty() ? "" : "\"nodeName\": \"" + node + "\", ";
        create(
                ResourceTypes.PODS,
                "default",
                "{\"metadata\": {\"name\": \"%s\"}, \"spec\": {%s\"containers\": [%s]}}"
                        .formatted(name, assigned, list));
    }

    private void create(ResourceType type, String namespace, String json) {
        var object = (ObjectNode) JsonMapper.shared().readTree(json);
        object.put("kind", type.kind()).put("apiVersion", type.groupVersion().apiVersion());
        cluster.api().create(type, namespace, object, WriteOptions.of("test"));
    }

    @Test
    void streamsLogs() throws IOException, InterruptedException {
        var request = admin.request(PODS + "one/log?follow=true&tailLines=5&timestamps=true")
                .build();
        var answer = admin.client().send(request, BodyHandlers.ofLines());
        try (var lines = answer.body()) {
            var iterator = lines.iterator();
            assertThat(iterator.next()).isEqualTo("first");
            kubelet.sayMore();
            assertThat(iterator.next()).isEqualTo("second");
            assertThat(iterator.hasNext()).isFalse();
        }
        var seen = kubelet.seen().getFirst();
        assertThat(seen.lines().getFirst())
                .isEqualTo("GET /containerLogs/default/one/a?follow=true&timestamps=true&tailLines=5 HTTP/1.1");
        assertThat(seen.peer()).contains("CN=kube-apiserver-kubelet-client").contains("O=system:masters");
        assertThat(seen.lines())
                .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("authorization"));
    }

    @Test
    void endsLogsOfClientsThatGo() throws IOException, InterruptedException {
        var request = admin.request(PODS + "one/log?follow=true").build();
        try (var lines =
                admin.client().send(request, BodyHandlers.ofInputStream()).body()) {
            assertThat(lines.read()).isEqualTo('f');
            assertThat(kubelet.open()).isEqualTo(1);
        }
        kubelet.sayMore();
        await().atMost(PATIENCE).until(() -> kubelet.open() == 0);
    }

    @Test
    void saysWhichContainersThereAre() {
        var vague = admin.get(PODS + "two/log");
        assertThat(vague.code()).isEqualTo(400);
        assertThat(vague.text("message"))
                .isEqualTo("a container name must be specified for pod two, choose one of: [a b]");
        assertThat(admin.get(PODS + "two/log?container=x").text("message"))
                .isEqualTo("container x is not valid for pod two");
        assertThat(admin.get(PODS + "two/log?container=b").raw().body()).isEqualTo("first\nsecond\n");
        assertThat(admin.get(PODS + "none/log").code()).isEqualTo(404);
        var negative = admin.get(PODS + "one/log?tailLines=-1");
        assertThat(negative.code()).isEqualTo(422);
        assertThat(negative.text("message"))
                .contains("tailLines: Invalid value: -1: must be greater than or equal to 0");
    }

    @Test
    void hasNothingToSayOfPodsWithoutNode() {
        pod("homeless", "", "a");
        assertThat(admin.get(PODS + "homeless/log").code()).isEqualTo(204);
        var exec = exec("homeless", "id");
        assertThat(exec.text("message")).isEqualTo("pod homeless does not have a host assigned");
    }

    private HttpCaller.Answer exec(String pod, String command) {
        try (var socket = connect()) {
            request(socket, "POST " + PODS + pod + "/exec?stdout=true&command=" + command);
            var in = socket.getInputStream();
            var head = KubeletStandIn.head(in);
            var length = head.stream()
                    .filter(line -> line.startsWith("Content-Length: "))
                    .mapToInt(line -> Integer.parseInt(line.substring(16)))
                    .findFirst()
                    .orElseThrow();
            var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            var json = body.startsWith("{")
                    ? JsonMapper.shared().readTree(body)
                    : JsonMapper.shared().createObjectNode().put("message", body);
            return new HttpCaller.Answer(
                    Integer.parseInt(head.getFirst().split(" ", 3)[1]),
                    json,
                    admin.get("/version").raw());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLSocket connect() throws IOException {
        return HttpCaller.socket(cluster);
    }

    private void request(SSLSocket socket, String line) throws IOException {
        var text = line + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + cluster.adminToken()
                + "\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: v5.channel.k8s.io\r\n"
                + "X-Stream-Protocol-Version: v4.channel.k8s.io\r\nContent-Length: 0\r\n\r\n";
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        try (var socket = connect()) {
            request(socket, "POST " + PODS + "one/exec?command=echo&command=a%20b&stdin=true&stdout=true&tty=false");
            var head = KubeletStandIn.head(socket.getInputStream());
            assertThat(head.getFirst()).isEqualTo("HTTP/1.1 101 Switching Protocols");
            assertThat(head).contains("Upgrade: SPDY/3.1", "X-Stream-Protocol-Version: v4.channel.k8s.io");
            var in = new DataInputStream(socket.getInputStream());
            assertThat(new String(in.readNBytes(5), StandardCharsets.US_ASCII)).isEqualTo("hello");
            var sent = new byte[8 << 20];
            new Random(1).nextBytes(sent);
            var writing = CompletableFuture.runAsync(() -> write(socket, sent));
            assertThat(in.readNBytes(sent.length)).isEqualTo(sent);
            writing.join();
            assertThat(kubelet.open()).isEqualTo(1);
        }
        await().atMost(PATIENCE).until(() -> kubelet.open() == 0);
        var seen = kubelet.seen().getFirst();
        assertThat(seen.lines().getFirst())
                .isEqualTo("POST /exec/default/one/a?input=1&output=1&command=echo&command=a+b HTTP/1.1");
        assertThat(seen.lines())
                .contains(
                        "Upgrade: SPDY/3.1",
                        "X-Stream-Protocol-Version: v5.channel.k8s.io",
                        "X-Stream-Protocol-Version: v4.channel.k8s.io")
                .noneMatch(line -> line.contains(cluster.adminToken()));
    }

    private static void write(SSLSocket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void handsOnTheRefusalOfAKubelet() {
        var refused = exec("one", "refuse");
        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.text("message")).isEqualTo("not you");
    }

    @Test
    void saysWhyAKubeletCannotBeReached() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        node("gone", port);
        pod("lost", "gone", "a");
        var refused = "dial tcp 127.0.0.1:" + port + ": connect: connection refused";
        var exec = exec("lost", "id");
        assertThat(exec.code()).isEqualTo(500);
        assertThat(exec.text("message")).isEqualTo("error dialing backend: " + refused);
        var log = admin.get(PODS + "lost/log");
        assertThat(log.code()).isEqualTo(500);
        assertThat(log.text("message"))
                .isEqualTo("Get \"https://127.0.0.1:" + port + "/containerLogs/default/lost/a\": " + refused);
        var proxy = admin.get("/api/v1/nodes/gone/proxy/healthz");
        assertThat(proxy.code()).isEqualTo(503);
        assertThat(proxy.text("message")).isEqualTo("error trying to reach service: " + refused);
    }

    @Test
    void proxiesNodesLetterByLetter() {
        assertThat(admin.get("/api/v1/nodes/node/proxy/stats/a%2Fb/?only=1")
                        .raw()
                        .body())
                .isEqualTo("{}");
        assertThat(kubelet.seen().getFirst().lines().getFirst()).isEqualTo("GET /stats/a%2Fb/?only=1 HTTP/1.1");
    }

    @Test
    void asksForAnUpgrade() {
        var plain = admin.post(PODS + "one/exec?command=id", "");
        assertThat(plain.code()).isEqualTo(400);
        assertThat(plain.text("message")).isEqualTo("Upgrade request required");
    }
}
