package io.podbridge.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.proxy.KubeletStandIn;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What kubectl gets, if there is one on the PATH. */
class DevClusterKubectlIT {
    private static final long SECONDS = 60;
    private static final String POD = """
        apiVersion: v1
        kind: Pod
        metadata: {name: NAME, labels: {app: test}}
        spec: {terminationGracePeriodSeconds: 0, containers: [{name: c, image: i}]}
        """;

    @TempDir
    private Path directory;

    private DevCluster cluster;
    private Path kubeconfig;

    @BeforeEach
    void start() throws IOException {
        var onPath = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "kubectl")));
        assumeThat(onPath).as("kubectl on the PATH").isTrue();
        cluster = DevCluster.start(DevClusterSettings.DEFAULT);
        kubeconfig = directory.resolve("kubeconfig");
        cluster.kubeconfig(kubeconfig);
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private ProcessBuilder command(String... arguments) {
        var command = new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of("--cache-dir", directory.resolve("cache").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private String kubectl(String... arguments) throws IOException, InterruptedException {
        var process = command(arguments).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private String file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "object", ".yaml"), text)
                .toString();
    }

    @Test
    void createsShowsAndDeletes() throws IOException, InterruptedException {
        assertThat(kubectl("create", "-f", file(POD.replace("NAME", "one")))).isEqualTo("pod/one created\n");
        assertThat(kubectl("get", "pods"))
                .contains("NAME   READY   STATUS    RESTARTS   AGE", "one    0/1     Pending");
        assertThat(kubectl("get", "pods", "-l", "app=test", "-o", "name")).isEqualTo("pod/one\n");
        assertThat(kubectl("get", "pod", "one", "-o", "jsonpath={.spec.containers[0].image}"))
                .isEqualTo("i");
        assertThat(kubectl("describe", "pod", "one")).contains("Name:             one", "Status:           Pending");
        assertThat(kubectl("label", "pod", "one", "x=y")).isEqualTo("pod/one labeled\n");
        assertThat(kubectl("patch", "pod", "one", "-p", "{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}"))
                .isEqualTo("pod/one patched\n");
        assertThat(kubectl("delete", "pod", "one")).contains("pod \"one\" deleted");
        assertThat(kubectl("get", "pods")).contains("No resources found");
    }

    @Test
    void appliesBothWaysTwice() throws IOException, InterruptedException {
        var map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: map}\ndata: {a: \"1\"}\n";
        assertThat(kubectl("apply", "-f", file(map))).isEqualTo("configmap/map created\n");
        assertThat(kubectl("apply", "-f", file(map))).isEqualTo("configmap/map unchanged\n");
        assertThat(kubectl("apply", "-f", file(map.replace("\"1\"", "\"2\"")))).isEqualTo("configmap/map configured\n");
        assertThat(kubectl("apply", "--server-side", "--force-conflicts", "-f", file(map)))
                .contains("configmap/map serverside-applied");
        assertThat(kubectl("get", "cm", "map", "-o", "jsonpath={.data.a}")).isEqualTo("1");
        assertThat(kubectl("apply", "-f", file(map.replace("\ndata", "\ndada"))))
                .contains("strict decoding error: unknown field \"dada\"");
    }

    @Test
    void followsChanges() throws IOException, InterruptedException {
        var watching = command("get", "pods", "-w", "--no-headers").start();
        try (var lines = new BufferedReader(new InputStreamReader(watching.getInputStream(), StandardCharsets.UTF_8))) {
            await().atMost(Duration.ofSeconds(SECONDS))
                    .until(() -> cluster.faults().openWatches(request -> request.is("watch", "pods")) > 0);
            kubectl("create", "-f", file(POD.replace("NAME", "one")));
            assertThat(lines.readLine()).startsWith("one");
        } finally {
            watching.destroy();
            assertThat(watching.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void sendsProtobufAndAsksForRights() throws IOException, InterruptedException {
        assertThat(kubectl("create", "namespace", "other")).isEqualTo("namespace/other created\n");
        assertThat(kubectl("create", "deployment", "web", "--image=i", "-n", "other"))
                .contains("web created");
        assertThat(kubectl("auth", "can-i", "delete", "pods")).isEqualTo("yes\n");
        assertThat(kubectl("auth", "whoami")).contains("admin");
        var jane = directory.resolve("jane");
        cluster.kubeconfig(jane, cluster.clientCertificate("jane", List.of()));
        cluster.rules().restrict("jane", List.of());
        assertThat(kubectl("--kubeconfig", jane.toString(), "get", "pods"))
                .contains("Error from server (Forbidden): pods is forbidden: User \"jane\" cannot list resource");
    }

    @Test
    void readsLogs() throws IOException, InterruptedException {
        try (var kubelet = new KubeletStandIn(cluster.authority().server("kubelet", List.of(), List.of()))) {
            var node = """
                {"kind": "Node", "apiVersion": "v1", "metadata": {"name": "node"}, "status": {
                  "addresses": [{"type": "InternalIP", "address": "127.0.0.1"}],
                  "daemonEndpoints": {"kubeletEndpoint": {"Port": %d}}}}\
                """.formatted(kubelet.port());
            var tree = (ObjectNode) JsonMapper.shared().readTree(node);
            cluster.api().create(ResourceTypes.NODES, "", tree, WriteOptions.of("test"));
            kubectl("create", "-f", file(POD.replace("NAME", "one").replace("spec: {", "spec: {nodeName: node, ")));
            assertThat(kubectl("logs", "one")).isEqualTo("first\nsecond\n");
            assertThat(kubectl("logs", "one", "-c", "x")).contains("container x is not valid for pod one");
        }
    }
}
