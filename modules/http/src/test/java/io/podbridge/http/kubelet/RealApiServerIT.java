package io.podbridge.http.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.kube.Fabric8KubeApi;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeSettings;
import io.podbridge.core.kubelet.AccessSettings;
import io.podbridge.core.pod.Pod;
import io.podbridge.http.identity.KubeReviews;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.Kubectl;
import io.podbridge.testkit.controlplane.WithControlPlane;
import io.podbridge.testkit.provider.PodFixtures;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The same through a real kube-apiserver, which shows its client certificate and translates between protocols: what
 * kubectl speaks and what arrives here are two things.
 */
@WithControlPlane
class RealApiServerIT extends KubectlCases {

    private static final String NODE = "streams-node";

    private final ActorSystem system = Settings.system("kubelet");
    private final LocalContainers containers = new LocalContainers(system);
    private final ControlPlane controlPlane;
    private final KubeApi api;
    private final Kubectl admin;
    private final KubeletServer server;

    RealApiServerIT(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
        this.api = Fabric8KubeApi.open(KubeSettings.defaults().withKubeconfig(controlPlane.adminKubeconfig()));
        this.admin = Kubectl.with(controlPlane.adminKubeconfig());
        this.server = start();
    }

    @BeforeAll
    void register() {
        apply("""
            {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "%s"}}\
            """.formatted(NODE));
        admin.run("patch", "node", NODE, "--subresource=status", "--type=merge", "-p", """
            {"status": {"addresses": [{"type": "InternalIP", "address": "127.0.0.1"}],
             "daemonEndpoints": {"kubeletEndpoint": {"Port": %d}}, "declaredFeatures": [%s]}}\
            """.formatted(
                                server.port(), declaredFeatures()))
                .outOrFail();
        apply("""
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "default"},
             "spec": {"nodeName": "%s", "automountServiceAccountToken": false,
              "containers": [{"name": "main", "image": "none", "stdin": true}]}}\
            """.formatted(NODE));
        admin.run(
                        "patch",
                        "pod",
                        "web",
                        "--subresource=status",
                        "--type=merge",
                        "-p",
                        "{\"status\":{\"phase\":\"Running\"}}")
                .outOrFail();
    }

    @AfterAll
    void stop() {
        admin.run("delete", "pod", "web", "--force", "--grace-period=0");
        admin.run("delete", "node", NODE);
        admin.run("delete", "serviceaccount", "streams", "streams-2");
        admin.run("delete", "clusterrolebinding", "streams-2");
        api.close();
        server.shutdown("the test is over").toCompletableFuture().join();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    @Test
    void tokensAndRightsAreThoseOfTheApiServer() throws Exception {
        apply("""
            {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "streams", "namespace": "default"}}\
            """);
        String token = admin.run("create", "token", "streams").outOrFail().strip();
        assertThat(summary(token)).isEqualTo(403);
        assertThat(summary("made-up")).isEqualTo(401);
        apply("""
            {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "streams-2", "namespace": "default"}}\
            """);
        admin.run(
                        "create",
                        "clusterrolebinding",
                        "streams-2",
                        "--clusterrole=system:kubelet-api-admin",
                        "--serviceaccount=default:streams-2")
                .outOrFail();
        String allowed = admin.run("create", "token", "streams-2").outOrFail().strip();
        await().untilAsserted(() -> assertThat(admin.run("auth", "can-i", "get", "nodes/stats", "--token=" + allowed)
                        .out())
                .contains("yes"));
        assertThat(summary(allowed)).isEqualTo(200);
    }

    private int summary(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + server.port() + "/stats/summary"))
                .header("Authorization", "Bearer " + token)
                .build();
        try (HttpClient anyone =
                HttpClient.newBuilder().sslContext(Authorities.anyone()).build()) {
            return anyone.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    /** What the node says that it serves: elements of a JSON array. */
    String declaredFeatures() {
        return "";
    }

    @Override
    public Path kubeconfig() {
        return controlPlane.adminKubeconfig();
    }

    @Override
    public LocalContainers containers() {
        return containers;
    }

    @Override
    public int conversing() {
        return server.conversations();
    }

    private KubeletServer start() {
        Pod pod = PodFixtures.pod("web").uid("uid-1").container("main", "none").build();
        AccessSettings access = new AccessSettings(Optional.empty(), true, false, false);
        return KubeletServer.start(system, Settings.with(access), new LocalNode(pod, containers), new KubeReviews(api))
                .toCompletableFuture()
                .join();
    }

    private void apply(String manifest) {
        admin.runWithInput(manifest, "create", "-f", "-").outOrFail();
    }
}
