package io.podbridge.devcluster.control.house;

import static io.podbridge.devcluster.resource.ResourceTypes.NODES;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.control.TestCluster;
import io.podbridge.devcluster.json.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLifecycleTest {
    private final TestCluster cluster = new TestCluster(new NodeLifecycle(NodeSettings.DEFAULT));

    private List<String> taints() {
        return Json.objects(cluster.get(NODES, "n"), "spec", "taints").stream()
                .map(taint ->
                        Json.text(taint, "key").replace("node.kubernetes.io/", "") + ":" + Json.text(taint, "effect"))
                .toList();
    }

    private String ready() {
        return TestCluster.condition(cluster.get(NODES, "n"), "Ready");
    }

    private void pod(String name, String tolerations) {
        cluster.create(PODS, """
            {"metadata":{"name":"%s"},"spec":{"nodeName":"n","tolerations":[%s],
             "containers":[{"name":"c","image":"x"}]}}\
            """.formatted(name, tolerations));
        cluster.ready(name);
        cluster.settle();
    }

    private void heartbeat() {
        cluster.patch(NODES, "n", "status", """
            {"status":{"conditions":[{"type":"Ready","status":"True","lastHeartbeatTime":"%s"}]}}\
            """.formatted(cluster.now()));
        cluster.settle();
    }

    private boolean leaving(String pod) {
        return !cluster.exists(PODS, pod) || TestCluster.deleting(cluster.get(PODS, pod));
    }

    @Test
    void aNodeThatRenewsItsLeaseStaysReady() {
        cluster.node("n");
        for (int minutes = 0; minutes < 10; minutes++) {
            cluster.renew("n");
            cluster.pass(Duration.ofSeconds(30));
        }
        assertThat(ready()).startsWith("True");
        cluster.pass(Duration.ofSeconds(11));
        assertThat(ready()).isEqualTo("Unknown NodeStatusUnknown");
        assertThat(taints()).containsExactlyInAnyOrder("unreachable:NoSchedule", "unreachable:NoExecute");
    }

    @Test
    void thePodsOfASilentNodeAreNotReadyAndLeaveIt() {
        cluster.node("n");
        pod("p", "");
        pod("stays", "{\"operator\":\"Exists\"}");
        cluster.pass(Duration.ofSeconds(40));
        assertThat(TestCluster.condition(cluster.get(PODS, "p"), "Ready")).startsWith("False");
        cluster.pass(Duration.ofSeconds(299));
        assertThat(leaving("p")).isFalse();
        cluster.pass(Duration.ofSeconds(1));
        assertThat(leaving("p")).isTrue();
        assertThat(TestCluster.condition(cluster.get(PODS, "p"), "DisruptionTarget"))
                .isEqualTo("True DeletionByTaintManager");
        cluster.pass(Duration.ofHours(1));
        assertThat(leaving("stays")).isFalse();
        assertThat(cluster.failures()).isEmpty();
    }

    @Test
    void aNodeThatComesBackLosesItsTaintsAndKeepsItsPods() {
        cluster.node("n");
        pod("p", "");
        cluster.pass(Duration.ofMinutes(2));
        assertThat(taints()).isNotEmpty();
        heartbeat();
        assertThat(taints()).isEmpty();
        for (int minutes = 0; minutes < 20; minutes++) {
            cluster.renew("n");
            cluster.pass(Duration.ofSeconds(30));
        }
        assertThat(leaving("p")).isFalse();
    }

    @Test
    void tolerationsSayHowLongAPodStays() {
        cluster.node("n");
        pod("brief", """
            {"key":"dedicated","operator":"Exists","effect":"NoExecute","tolerationSeconds":5}\
            """);
        pod("none", "");
        cluster.patch(NODES, "n", "", "{\"spec\":{\"taints\":[{\"key\":\"dedicated\",\"effect\":\"NoExecute\"}]}}");
        cluster.settle();
        assertThat(leaving("none")).isTrue();
        assertThat(leaving("brief")).isFalse();
        cluster.pass(Duration.ofSeconds(5));
        assertThat(leaving("brief")).isTrue();
    }

    @Test
    void aCordonIsATaintToo() {
        cluster.node("n");
        cluster.patch(NODES, "n", "", "{\"spec\":{\"unschedulable\":true}}");
        cluster.settle();
        assertThat(taints()).containsExactly("unschedulable:NoSchedule");
        cluster.patch(NODES, "n", "", "{\"spec\":{\"unschedulable\":null}}");
        cluster.settle();
        assertThat(taints()).isEmpty();
    }

    @Test
    void thePodsOfADeletedNodeAreCollectedUnlessItComesBack() {
        cluster.node("n");
        pod("p", "");
        cluster.delete(NODES, "n");
        cluster.pass(Duration.ofSeconds(39));
        cluster.node("n");
        cluster.pass(Duration.ofSeconds(20));
        assertThat(cluster.exists(PODS, "p")).isTrue();

        cluster.delete(NODES, "n");
        cluster.pass(Duration.ofSeconds(40));
        assertThat(cluster.exists(PODS, "p")).isFalse();
        assertThat(cluster.failures()).isEmpty();
    }
}
