package io.podbridge.devcluster.control.schedule;

import static io.podbridge.devcluster.resource.ResourceTypes.NODES;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.control.TestCluster;
import io.podbridge.devcluster.json.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerTest {
    private final TestCluster cluster = new TestCluster(new Scheduler(Duration.ofMinutes(1)));

    private void pod(String name, String spec) {
        cluster.create(PODS, """
            {"metadata":{"name":"%s"},"spec":{%s "containers":[{"name":"c","image":"x"}]}}\
            """.formatted(name, spec));
        cluster.settle();
    }

    private void asking(TestCluster where, String name, int milliCpu) {
        where.create(PODS, """
            {"metadata":{"name":"%s"},"spec":{"containers":[{"name":"c","image":"x",
             "resources":{"requests":{"cpu":"%dm"}}}]}}\
            """.formatted(name, milliCpu));
    }

    private String node(String pod) {
        return Json.text(cluster.get(PODS, pod), "spec", "nodeName");
    }

    private String message(String pod) {
        return Json.objects(cluster.get(PODS, pod), "status", "conditions").stream()
                .filter(each -> Json.text(each, "type").equals("PodScheduled"))
                .map(each -> Json.text(each, "message"))
                .findFirst()
                .orElse("");
    }

    @Test
    void podsAreSpreadOverTheNodes() {
        cluster.node("a");
        cluster.node("b");
        for (int each = 0; each < 6; each++) {
            asking(cluster, "p" + each, 500);
        }
        cluster.settle();
        assertThat(cluster.list(PODS).stream()
                        .filter(pod -> Json.text(pod, "spec", "nodeName").equals("a")))
                .hasSize(3);
        assertThat(cluster.events("p0")).containsExactly("Scheduled");
        assertThat(TestCluster.condition(cluster.get(PODS, "p0"), "PodScheduled"))
                .startsWith("True");
        assertThat(cluster.failures()).isEmpty();
    }

    @Test
    void aPodThatFitsNowhereIsToldWhyAndGoesWhenItFits() {
        pod("p", "");
        assertThat(message("p")).isEqualTo("no nodes available to schedule pods");
        cluster.node("n");
        cluster.patch(
                NODES, "n", "", "{\"spec\":{\"taints\":[{\"key\":\"a\",\"value\":\"b\",\"effect\":\"NoSchedule\"}]}}");
        cluster.settle();
        assertThat(message("p"))
                .isEqualTo("0/1 nodes are available: 1 node(s) had untolerated taint {a: b}. preemption:"
                        + " 0/1 nodes are available: 1 Preemption is not helpful for scheduling.");
        assertThat(cluster.events("p")).containsExactlyInAnyOrder("FailedScheduling", "FailedScheduling");

        cluster.patch(NODES, "n", "", "{\"spec\":{\"taints\":null}}");
        cluster.settle();
        assertThat(node("p")).isEqualTo("n");
    }

    @Test
    void theSameReasonIsNotWrittenAgain() {
        pod("p", "");
        cluster.pass(Duration.ofHours(1));
        assertThat(cluster.events("p")).containsExactly("FailedScheduling");
    }

    @Test
    void aPodThatEndsMakesRoomForAnother() {
        cluster.node("n");
        asking(cluster, "first", 3_000);
        cluster.settle();
        asking(cluster, "second", 2_000);
        cluster.settle();
        assertThat(message("second"))
                .isEqualTo("0/1 nodes are available: 1 Insufficient cpu. preemption:"
                        + " 0/1 nodes are available: 1 No preemption victims found for incoming pod.");
        cluster.status("first", "Succeeded", "False");
        cluster.settle();
        assertThat(node("second")).isEqualTo("n");
    }

    @Test
    void aCordonedNodeAndOneThatIsNotReadyGetNothing() {
        cluster.node("n");
        cluster.patch(NODES, "n", "", "{\"spec\":{\"unschedulable\":true}}");
        pod("p", "");
        assertThat(message("p")).contains("1 node(s) were unschedulable.");
        cluster.patch(NODES, "n", "", "{\"spec\":{\"unschedulable\":null}}");
        cluster.patch(
                NODES, "n", "status", "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"Unknown\"}]}}");
        pod("q", "");
        assertThat(message("q")).contains("1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }.");
    }

    @Test
    void podsOfOtherSchedulersAndGatedOnesAreLeftAlone() {
        cluster.node("n");
        pod("other", "\"schedulerName\":\"mine\",");
        pod("gated", "\"schedulingGates\":[{\"name\":\"g\"}],");
        assertThat(node("other")).isEmpty();
        assertThat(node("gated")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "nodeSelector":{"zone":"x","size":"5"}, | true
        "nodeSelector":{"zone":"y"}, | false
        {"matchExpressions":[{"key":"zone","operator":"In","values":["y","x"]}]} | true
        {"matchExpressions":[{"key":"zone","operator":"NotIn","values":["x"]}]} | false
        {"matchExpressions":[{"key":"none","operator":"NotIn","values":["x"]}]} | true
        {"matchExpressions":[{"key":"zone","operator":"Exists"}]} | true
        {"matchExpressions":[{"key":"zone","operator":"DoesNotExist"}]} | false
        {"matchExpressions":[{"key":"size","operator":"Gt","values":["4"]}]} | true
        {"matchExpressions":[{"key":"size","operator":"Gt","values":["5"]}]} | false
        {"matchExpressions":[{"key":"size","operator":"Lt","values":["6"]}]} | true
        {"matchExpressions":[{"key":"zone","operator":"Lt","values":["6"]}]} | false
        {"matchFields":[{"key":"metadata.name","operator":"In","values":["n"]}]} | true
        {"matchFields":[{"key":"metadata.name","operator":"In","values":["m"]}]} | false
        {"matchExpressions":[{"key":"zone","operator":"Exists"},{"key":"no","operator":"Exists"}]} | false
        {"matchExpressions":[{"key":"no","operator":"Exists"}]},{"matchExpressions":[{"key":"zone","operator":"Exists"}]} | true
        """)
    void aPodGoesWhereItWants(String wish, boolean fits) {
        cluster.node("n");
        cluster.patch(NODES, "n", "", "{\"metadata\":{\"labels\":{\"zone\":\"x\",\"size\":\"5\"}}}");
        pod("p", wish.startsWith("{") ? """
            "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":
             {"nodeSelectorTerms":[%s]}}},\
            """.formatted(wish) : wish);
        assertThat(node("p")).isEqualTo(fits ? "n" : "");
        if (!fits) {
            assertThat(message("p")).contains("1 node(s) didn't match Pod's node affinity/selector.");
        }
    }

    /** Whatever comes and goes: never more than fits, and nothing waits that fits. */
    @Property(tries = 40)
    void nodesAreNeverOverbookedAndRoomIsUsed(@ForAll @IntRange(max = 50) int steps, @ForAll Random random) {
        var world = new TestCluster(new Scheduler(Duration.ofMinutes(1)));
        world.node("a");
        world.node("b");
        for (int step = 0; step < steps; step++) {
            var pods = world.names(PODS);
            if (pods.isEmpty() || random.nextInt(3) > 0) {
                asking(world, "p" + step, 100 * (1 + random.nextInt(20)));
            } else {
                world.finish(pods.get(random.nextInt(pods.size())));
            }
            world.settle();
        }
        Map<String, Integer> used = new HashMap<>(Map.of("a", 0, "b", 0));
        world.list(PODS).forEach(pod -> used.merge(Json.text(pod, "spec", "nodeName"), cpu(pod), Integer::sum));
        assertThat(used.get("a")).isLessThanOrEqualTo(4_000);
        assertThat(used.get("b")).isLessThanOrEqualTo(4_000);
        assertThat(world.list(PODS).stream()
                        .filter(pod -> Json.text(pod, "spec", "nodeName").isEmpty()))
                .allMatch(pod -> cpu(pod) > 4_000 - used.get("a") && cpu(pod) > 4_000 - used.get("b"));
    }

    private static int cpu(tools.jackson.databind.node.ObjectNode pod) {
        return Integer.parseInt(pod.path("spec")
                .path("containers")
                .path(0)
                .path("resources")
                .path("requests")
                .path("cpu")
                .asString("0m")
                .replace("m", ""));
    }
}
