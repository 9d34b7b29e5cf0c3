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
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class DeploymentControllerTest {
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final TestCluster cluster = new TestCluster(new DeploymentController(), new ReplicaSetController());

    private ObjectNode web() {
        return cluster.get(DEPLOYMENTS, "web");
    }

    private List<ObjectNode> sets() {
        return cluster.list(REPLICA_SETS).stream()
                .sorted(Comparator.comparing(set -> revision(set)))
                .toList();
    }

    private static String revision(ObjectNode object) {
        return Json.text(object, "metadata", "annotations", REVISION);
    }

    private static int replicas(ObjectNode set) {
        return set.path("spec").path("replicas").asInt(-1);
    }

    private void created(int replicas, String strategy) {
        cluster.create(DEPLOYMENTS, deployment("web", replicas, strategy));
        cluster.live();
    }

    @Test
    void aDeploymentGetsItsPodsAndBecomesAvailable() {
        cluster.create(DEPLOYMENTS, deployment("web", 3, rolling("1", "1")));
        cluster.settle();

        assertThat(cluster.names(PODS)).hasSize(3).allMatch(name -> name.startsWith("web-"));
        assertThat(TestCluster.condition(web(), "Available")).isEqualTo("False MinimumReplicasUnavailable");
        assertThat(TestCluster.condition(web(), "Progressing")).startsWith("True ");

        cluster.live();
        assertThat(TestCluster.condition(web(), "Available")).isEqualTo("True MinimumReplicasAvailable");
        assertThat(TestCluster.condition(web(), "Progressing")).isEqualTo("True NewReplicaSetAvailable");
        assertThat(web().path("status").path("observedGeneration"))
                .isEqualTo(web().path("metadata").path("generation"));
        assertThat(web().path("status").path("availableReplicas").asInt(0)).isEqualTo(3);
        assertThat(revision(web())).isEqualTo("1");
        assertThat(cluster.events("web")).containsExactly("ScalingReplicaSet");
        assertThat(cluster.failures()).isEmpty();
    }

    @Test
    void aNewTemplateRollsAndTheOldReplicaSetStaysForUndo() {
        created(3, rolling("1", "0"));
        cluster.patch(DEPLOYMENTS, "web", "", image("nginx:2"));
        cluster.live();

        assertThat(sets()).extracting(DeploymentControllerTest::replicas).containsExactly(0, 3);
        assertThat(revision(web())).isEqualTo("2");
        assertThat(cluster.list(PODS))
                .allMatch(pod -> pod.path("spec")
                        .path("containers")
                        .path(0)
                        .path("image")
                        .asString("")
                        .equals("nginx:2"));

        cluster.patch(DEPLOYMENTS, "web", "", image("nginx:1"));
        cluster.live();
        assertThat(sets()).as("the first ReplicaSet is used again").hasSize(2);
        assertThat(revision(web())).isEqualTo("3");
        assertThat(sets()).extracting(DeploymentControllerTest::revision).containsExactly("2", "3");
        assertThat(Json.text(sets().getLast(), "metadata", "annotations", "deployment.kubernetes.io/revision-history"))
                .isEqualTo("1");
    }

    @Test
    void onlyAsManyOldReplicaSetsStayAsTheHistoryHolds() {
        created(1, rolling("1", "0"));
        cluster.patch(DEPLOYMENTS, "web", "", "{\"spec\":{\"revisionHistoryLimit\":2}}");
        for (int version = 2; version <= 6; version++) {
            cluster.patch(DEPLOYMENTS, "web", "", image("nginx:" + version));
            cluster.live();
        }
        assertThat(sets()).extracting(DeploymentControllerTest::revision).containsExactly("4", "5", "6");
    }

    @Test
    void nothingRollsWhileItIsPausedButItScales() {
        created(2, rolling("1", "0"));
        cluster.patch(DEPLOYMENTS, "web", "", "{\"spec\":{\"paused\":true}}");
        cluster.patch(DEPLOYMENTS, "web", "", image("nginx:2"));
        cluster.patch(DEPLOYMENTS, "web", "", "{\"spec\":{\"replicas\":4}}");
        cluster.live();
        assertThat(sets()).extracting(DeploymentControllerTest::replicas).containsExactly(4);
        assertThat(TestCluster.condition(web(), "Progressing")).isEqualTo("Unknown DeploymentPaused");

        cluster.patch(DEPLOYMENTS, "web", "", "{\"spec\":{\"paused\":null}}");
        cluster.live();
        assertThat(sets()).extracting(DeploymentControllerTest::replicas).containsExactly(0, 4);
        assertThat(TestCluster.condition(web(), "Progressing")).isEqualTo("True NewReplicaSetAvailable");
    }

    @Test
    void recreateWaitsForPodsThatStillEnd() {
        created(2, "{\"type\":\"Recreate\"}");
        cluster.names(PODS)
                .forEach(pod -> cluster.api()
                        .bind(
                                TestCluster.key(PODS, pod),
                                Json.parse("{\"target\":{\"name\":\"n\"}}"),
                                TestCluster.WRITE));
        cluster.patch(DEPLOYMENTS, "web", "", image("nginx:2"));
        cluster.settle();
        assertThat(sets()).hasSize(1);
        assertThat(cluster.list(PODS)).hasSize(2).allMatch(TestCluster::deleting);
        cluster.live();
        assertThat(sets()).extracting(DeploymentControllerTest::replicas).containsExactly(0, 2);
    }

    @Test
    void aRolloutThatDoesNotMoveIsSaidToHaveTimedOut() {
        created(2, rolling("1", "0"));
        cluster.patch(DEPLOYMENTS, "web", "", image("broken:1"));
        cluster.settle();
        cluster.pass(Duration.ofMinutes(9));
        assertThat(TestCluster.condition(web(), "Progressing")).startsWith("True");
        cluster.pass(Duration.ofMinutes(2));
        assertThat(TestCluster.condition(web(), "Progressing")).isEqualTo("False ProgressDeadlineExceeded");
        cluster.live();
        assertThat(TestCluster.condition(web(), "Progressing")).isEqualTo("True NewReplicaSetAvailable");
    }

    @Test
    void aReplicaSetThatFitsIsAdopted() {
        created(2, rolling("1", "0"));
        var set = TestCluster.name(sets().getFirst());
        cluster.patch(REPLICA_SETS, set, "", "{\"metadata\":{\"ownerReferences\":null}}");
        cluster.settle();
        assertThat(cluster.get(REPLICA_SETS, set)
                        .path("metadata")
                        .path("ownerReferences")
                        .path(0)
                        .path("uid")
                        .asString(""))
                .isEqualTo(Json.text(web(), "metadata", "uid"));
        assertThat(sets()).hasSize(1);
    }

    @Test
    void aTemplateIsTheSameWhateverTheOrderAndTheHashLabel() {
        var one = Json.parse(
                "{\"metadata\":{\"labels\":{\"a\":\"1\",\"pod-template-hash\":\"x\"}},\"spec\":{\"b\":[1],\"c\":{}}}");
        var other = Json.parse("{\"spec\":{\"c\":null,\"b\":[1]},\"metadata\":{\"labels\":{\"a\":\"1\"}}}");
        assertThat(PodTemplate.same(one, other)).isTrue();
        assertThat(PodTemplate.hash(one, 0))
                .isEqualTo(PodTemplate.hash(other, 0))
                .matches("[b-z2-9]{1,10}");
        assertThat(PodTemplate.hash(one, 1)).isNotEqualTo(PodTemplate.hash(one, 0));
    }
}
