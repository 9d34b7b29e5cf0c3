package io.podbridge.devcluster.control.workload;

import static io.podbridge.devcluster.control.workload.Workloads.pod;
import static io.podbridge.devcluster.control.workload.Workloads.replicaSet;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;
import static io.podbridge.devcluster.resource.ResourceTypes.REPLICA_SETS;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.control.TestCluster;
import io.podbridge.devcluster.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ReplicaSetControllerTest {

    private static boolean active(ObjectNode pod) {
        return !TestCluster.deleting(pod)
                && !List.of("Succeeded", "Failed").contains(Json.text(pod, "status", "phase"));
    }

    private static List<ObjectNode> owned(TestCluster cluster) {
        var uid = Json.text(cluster.get(REPLICA_SETS, "a"), "metadata", "uid");
        return cluster.list(PODS).stream()
                .filter(pod -> pod.path("metadata")
                        .path("ownerReferences")
                        .path(0)
                        .path("uid")
                        .asString("")
                        .equals(uid))
                .toList();
    }

    @Property(tries = 80)
    void itConvergesFromAnyState(
            @ForAll @IntRange(max = 6) int replicas,
            @ForAll @IntRange(max = 8) int strangers,
            @ForAll @IntRange(max = 40) int disturbances,
            @ForAll Random random) {
        var cluster = new TestCluster(new ReplicaSetController());
        for (int each = 0; each < strangers; each++) {
            cluster.create(PODS, pod("p" + each, random.nextBoolean() ? "a" : "b"));
        }
        cluster.create(REPLICA_SETS, replicaSet("a", replicas));
        for (int each = 0; each < disturbances; each++) {
            disturb(cluster, random);
        }
        cluster.settle();
        assertThat(cluster.failures()).isEmpty();

        var active =
                owned(cluster).stream().filter(ReplicaSetControllerTest::active).toList();
        assertThat(active).hasSize(replicas);
        assertThat(cluster.list(PODS).stream()
                        .filter(ReplicaSetControllerTest::active)
                        .filter(pod ->
                                Json.text(pod, "metadata", "labels", "app").equals("a")))
                .as("whatever the selector selects is its own")
                .hasSize(replicas);
        var status = cluster.get(REPLICA_SETS, "a").path("status");
        assertThat(status.path("replicas").asInt(0)).isEqualTo(replicas);
        assertThat(status.path("readyReplicas").asInt(0)).isEqualTo((int) active.stream()
                .filter(pod -> TestCluster.condition(pod, "Ready").startsWith("True"))
                .count());
    }

    private static void disturb(TestCluster cluster, Random random) {
        var pods = cluster.list(PODS);
        if (pods.isEmpty() || random.nextInt(3) == 0) {
            cluster.step();
            return;
        }
        var name = TestCluster.name(pods.get(random.nextInt(pods.size())));
        switch (random.nextInt(6)) {
            case 0 -> cluster.ready(name);
            case 1 -> cluster.status(name, "Failed", "False");
            case 2 -> cluster.delete(PODS, name);
            case 3 -> cluster.patch(PODS, name, "", "{\"metadata\":{\"labels\":{\"app\":\"b\"}}}");
            case 4 -> cluster.patch(PODS, name, "", "{\"metadata\":{\"labels\":{\"app\":\"a\"}}}");
            default -> cluster.finish(name);
        }
    }

    @Test
    void thePodsThatAreLeastUsefulGoFirst() {
        var cluster = new TestCluster(new ReplicaSetController());
        cluster.create(REPLICA_SETS, replicaSet("a", 3));
        cluster.settle();
        var names = cluster.names(PODS);
        cluster.ready(names.get(0));
        cluster.status(names.get(1), "Running", "False");
        cluster.patch(REPLICA_SETS, "a", "", "{\"spec\":{\"replicas\":1}}");
        cluster.settle();
        assertThat(cluster.names(PODS)).containsExactly(names.get(0));
        assertThat(cluster.events("a")).contains("SuccessfulCreate", "SuccessfulDelete");
    }

    @Test
    void aPodIsAvailableWhenItWasReadyForLongEnough() {
        var cluster = new TestCluster(new ReplicaSetController());
        cluster.create(REPLICA_SETS, replicaSet("a", 1));
        cluster.patch(REPLICA_SETS, "a", "", "{\"spec\":{\"minReadySeconds\":30}}");
        cluster.live();
        assertThat(available(cluster)).isZero();
        cluster.pass(Duration.ofSeconds(29));
        assertThat(available(cluster)).isZero();
        cluster.pass(Duration.ofSeconds(1));
        assertThat(available(cluster)).isEqualTo(1);
    }

    private static int available(TestCluster cluster) {
        return cluster.get(REPLICA_SETS, "a")
                .path("status")
                .path("availableReplicas")
                .asInt(0);
    }

    @Test
    void manyPodsAreMadeInBursts() {
        var cluster = new TestCluster(new ReplicaSetController());
        cluster.create(REPLICA_SETS, replicaSet("a", 1_200));
        cluster.step();
        assertThat(cluster.list(PODS)).hasSize(ReplicaSetDecision.BURST);
        cluster.settle();
        assertThat(cluster.list(PODS)).hasSize(1_200);
    }
}
