package io.podbridge.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.identity.PolicyRule;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.metrics.KubeletDocument;
import io.podbridge.devcluster.proxy.KubeletStandIn;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceTypes;
import io.podbridge.testkit.controlplane.Kubectl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kubectl top} shows of a node whose kubelet measures, and of one whose kubelet is silent. */
class KubectlTopIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MEBIBYTE = 1L << 20;
    private static final WriteOptions WRITE = WriteOptions.of("test");

    @TempDir
    private static Path directory;

    private static DevCluster cluster;
    private static KubeletStandIn kubelet;
    private static Kubectl kubectl;

    @BeforeAll
    static void start() throws IOException {
        cluster = DevCluster.start(DevClusterSettings.DEFAULT);
        var kubeconfig = directory.resolve("kubeconfig");
        cluster.kubeconfig(kubeconfig);
        kubectl = Kubectl.with(kubeconfig);
        kubelet = new KubeletStandIn(cluster.authority().server("kubelet", List.of(), List.of()));
        var document = new KubeletDocument(Instant.now().minus(Duration.ofHours(1)))
                .container("default", "web", "nginx", 250, 100 * MEBIBYTE)
                .container("default", "web", "log", 50, 20 * MEBIBYTE)
                .container("default", "db", "db", 1_700, 1_000 * MEBIBYTE)
                .container("other", "web", "nginx", 2, 3 * MEBIBYTE);
        kubelet.metrics(() -> document.at(Instant.now()));
        assertThat(top("node")).isEqualTo("error: metrics not available yet");
        node("measured", kubelet.port());
        node("unmeasured", 0);
        kubectl.run("create", "namespace", "other").outOrFail();
        pod("default", "web");
        pod("default", "db");
        pod("default", "new");
        pod("other", "web");
        await().atMost(PATIENCE).until(() -> top("pod", "-A").lines().count() == 4);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
        kubelet.close();
    }

    private static void node(String name, int port) {
        cluster.api().create(ResourceTypes.NODES, "", Json.parse("""
            {"metadata":{"name":"%s","labels":{"name":"%s"}},"status":{
              "allocatable":{"cpu":"8","memory":"4Gi","pods":"110"},"capacity":{"cpu":"8","memory":"4Gi","pods":"110"},
              "conditions":[{"type":"Ready","status":"True"}],
              "addresses":[{"type":"InternalIP","address":"127.0.0.1"}],
              "daemonEndpoints":{"kubeletEndpoint":{"Port":%d}}}}\
            """.formatted(name, name, port)), WRITE);
    }

    private static void pod(String namespace, String name) {
        cluster.api().create(ResourceTypes.PODS, namespace, Json.parse("""
            {"metadata":{"name":"%s","labels":{"app":"%s"}},
             "spec":{"nodeName":"measured","containers":[{"name":"c","image":"i"}]}}\
            """.formatted(name, name)), WRITE);
        var running = new Patch(Patch.Type.MERGE, Json.parse("{\"status\":{\"phase\":\"Running\"}}"));
        cluster.api().patch(new ObjectKey(ResourceTypes.PODS, namespace, name), "status", running, WRITE);
    }

    /** Output and errors, with single spaces. */
    private static String top(String... arguments) {
        var command = new ArrayList<>(List.of("top"));
        command.addAll(Arrays.asList(arguments));
        var result = kubectl.run(command.toArray(String[]::new));
        return (result.out() + result.err())
                .replaceAll(" +", " ")
                .replaceAll("(?m) $", "")
                .strip();
    }

    @Test
    void showsNodes() {
        assertThat(top("node")).isEqualTo("""
            NAME CPU(cores) CPU(%) MEMORY(bytes) MEMORY(%)
            measured 2002m 25% 1123Mi 27%
            unmeasured <unknown> <unknown> <unknown> <unknown>\
            """);
        assertThat(top("node", "measured", "--no-headers")).isEqualTo("measured 2002m 25% 1123Mi 27%");
        assertThat(top("node", "-l", "name=measured", "--no-headers")).isEqualTo("measured 2002m 25% 1123Mi 27%");
        assertThat(top("node", "unmeasured"))
                .isEqualTo("Error from server (NotFound): nodemetrics.metrics.k8s.io \"unmeasured\" not found");
        assertThat(top("node", "none")).isEqualTo("Error from server (NotFound): nodes \"none\" not found");
    }

    @Test
    void showsPods() {
        assertThat(top("pod", "-A")).isEqualTo("""
            NAMESPACE NAME CPU(cores) MEMORY(bytes)
            default db 1700m 1000Mi
            default web 300m 120Mi
            other web 2m 3Mi\
            """);
        assertThat(top("pod", "--sort-by=memory", "--no-headers")).isEqualTo("db 1700m 1000Mi\nweb 300m 120Mi");
        assertThat(top("pod", "--sum", "-n", "other")).isEqualTo("""
            NAME CPU(cores) MEMORY(bytes)
            web 2m 3Mi
             ________ ________
             2m 3Mi\
            """);
    }

    @Test
    void showsContainers() {
        assertThat(top("pod", "web", "--containers")).isEqualTo("""
            POD NAME CPU(cores) MEMORY(bytes)
            web log 50m 20Mi
            web nginx 250m 100Mi\
            """);
    }

    @Test
    void showsThoseThatAreMeant() {
        assertThat(top("pod", "db", "--no-headers")).isEqualTo("db 1700m 1000Mi");
        assertThat(top("pod", "-l", "app=web", "-A", "--no-headers"))
                .isEqualTo("default web 300m 120Mi\nother web 2m 3Mi");
        assertThat(top("pod", "--field-selector=metadata.name=db", "--no-headers"))
                .isEqualTo("db 1700m 1000Mi");
        assertThat(top("pod", "-l", "app=none")).isEqualTo("No resources found in default namespace.");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(top("pod", "none")).isEqualTo("Error from server (NotFound): pods \"none\" not found");
        assertThat(top("pod", "new"))
                .isEqualTo("Error from server (NotFound): podmetrics.metrics.k8s.io \"default/new\" not found");
    }

    @Test
    void showsTablesAndWholeDocuments() {
        // A rate is cut to whole nanocores, as in metrics-server: 299999999n may be what is left of 300m.
        assertThat(kubectl.run("get", "pods.metrics.k8s.io", "web", "--no-headers")
                        .outOrFail())
                .matches("web +(300m|29999999\\dn) +120Mi +\\S+s\n");
        assertThat(kubectl.run("get", "nodes.metrics.k8s.io", "-o", "jsonpath={.items[*].usage.cpu}")
                        .outOrFail())
                .matches("2002m|200[12]\\d{6,}[nu]");
        assertThat(kubectl.run("api-resources", "--api-group=metrics.k8s.io", "--no-headers", "-o", "name")
                        .outOrFail())
                .isEqualTo("nodes.metrics.k8s.io\npods.metrics.k8s.io\n");
    }

    @Test
    void canBeReadOnlyAndByThoseWhoMay() {
        try (var admin = HttpCaller.admin(cluster);
                var jane = HttpCaller.withToken(cluster, cluster.token("jane", List.of()))) {
            var pods = "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods";
            assertThat(admin.get(pods).text("kind")).isEqualTo("PodMetricsList");
            assertThat(admin.get(pods + "?watch=true").code()).isEqualTo(405);
            assertThat(admin.post(pods, "{}").code()).isEqualTo(405);
            assertThat(admin.delete(pods + "/web").code()).isEqualTo(405);
            assertThat(admin.get(pods + "/web/status").code()).isEqualTo(404);
            assertThat(admin.get("/apis/metrics.k8s.io/v1beta1/services").code())
                    .isEqualTo(404);
            assertThat(admin.get("/apis/metrics.k8s.io/v1/nodes").code()).isEqualTo(404);
            cluster.rules()
                    .restrict("jane", List.of(PolicyRule.resources(List.of("get", "list"), List.of(""), List.of("*"))));
            assertThat(jane.get("/api/v1/nodes").code()).isEqualTo(200);
            var refused = jane.get("/apis/metrics.k8s.io/v1beta1/nodes");
            assertThat(refused.code()).isEqualTo(403);
            assertThat(refused.text("message"))
                    .startsWith("nodes.metrics.k8s.io is forbidden: User \"jane\" cannot list resource");
        }
    }
}
