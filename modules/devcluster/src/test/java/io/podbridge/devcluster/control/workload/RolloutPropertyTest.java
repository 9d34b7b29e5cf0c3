package io.podbridge.devcluster.control.workload;

import static io.podbridge.devcluster.control.workload.Workloads.deployment;
import static io.podbridge.devcluster.control.workload.Workloads.image;
import static io.podbridge.devcluster.control.workload.Workloads.rolling;
import static io.podbridge.devcluster.resource.ResourceTypes.DEPLOYMENTS;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;
import static io.podbridge.devcluster.resource.ResourceTypes.REPLICA_SETS;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.control.TestCluster;
import io.podbridge.devcluster.json.Json;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.node.ObjectNode;

class RolloutPropertyTest {

    /** With pods that become ready whenever they like. */
    @Property(tries = 60)
    void aRolloutKeepsItsLimitsAndConverges(
            @ForAll @IntRange(min = 1, max = 8) int replicas,
            @ForAll @IntRange(max = 4) int surge,
            @ForAll @IntRange(max = 4) int unavailable,
            @ForAll @IntRange(min = 1, max = 3) int changes,
            @ForAll Random random) {
        int unavailableOrOne = surge == 0 && unavailable == 0 ? 1 : unavailable;
        var cluster = new TestCluster(new DeploymentController(), new ReplicaSetController());
        var strategy = rolling(Integer.toString(surge), Integer.toString(unavailableOrOne));
        cluster.create(DEPLOYMENTS, deployment("web", replicas, strategy));
        cluster.live();

        for (int change = 0; change < changes; change++) {
            cluster.patch(DEPLOYMENTS, "web", "", image("nginx:" + random.nextInt(4)));
            for (int steps = random.nextInt(60); steps > 0; steps--) {
                disturb(cluster, random);
                assertThat(active(cluster)).as("surge").isLessThanOrEqualTo(replicas + surge);
                assertThat(ready(cluster)).as("available").isGreaterThanOrEqualTo(replicas - unavailableOrOne);
            }
        }
        cluster.live();
        assertThat(cluster.list(PODS)).hasSize(replicas);
        assertThat(cluster.list(REPLICA_SETS).stream().filter(set -> size(set) > 0))
                .hasSize(1);
        assertThat(TestCluster.condition(cluster.get(DEPLOYMENTS, "web"), "Progressing"))
                .isEqualTo("True NewReplicaSetAvailable");
    }

    private static void disturb(TestCluster cluster, Random random) {
        var pods = cluster.list(PODS);
        if (random.nextInt(3) > 0 || pods.isEmpty()) {
            cluster.step();
            return;
        }
        var pod = pods.get(random.nextInt(pods.size()));
        if (TestCluster.deleting(pod)) {
            cluster.finish(TestCluster.name(pod));
        } else {
            cluster.ready(TestCluster.name(pod));
        }
    }

    private static int size(ObjectNode set) {
        return set.path("spec").path("replicas").asInt(0);
    }

    private static long active(TestCluster cluster) {
        return cluster.list(PODS).stream()
                .filter(pod -> !TestCluster.deleting(pod))
                .count();
    }

    private static long ready(TestCluster cluster) {
        return cluster.list(PODS).stream()
                .filter(pod -> !TestCluster.deleting(pod))
                .filter(pod -> TestCluster.condition(pod, "Ready").startsWith("True"))
                .count();
    }

    @Property(tries = 40)
    void aChangeOfSizeDuringARolloutConverges(
            @ForAll @IntRange(max = 8) int before,
            @ForAll @IntRange(max = 8) int after,
            @ForAll boolean recreate,
            @ForAll Random random) {
        var cluster = new TestCluster(new DeploymentController(), new ReplicaSetController());
        var strategy = recreate ? "{\"type\":\"Recreate\"}" : rolling("\"25%\"", "\"25%\"");
        cluster.create(DEPLOYMENTS, deployment("web", before, strategy));
        cluster.live();
        cluster.patch(DEPLOYMENTS, "web", "", image("nginx:2"));
        for (int steps = random.nextInt(20); steps > 0; steps--) {
            disturb(cluster, random);
        }
        cluster.patch(DEPLOYMENTS, "web", "", "{\"spec\":{\"replicas\":" + after + "}}");
        for (int steps = random.nextInt(20); steps > 0; steps--) {
            disturb(cluster, random);
        }
        cluster.live();
        assertThat(cluster.list(PODS))
                .hasSize(after)
                .allMatch(pod -> Json.text(pod.path("spec").path("containers").path(0), "image")
                        .equals("nginx:2"));
    }
}
