package io.podbridge.devcluster.control;

import static io.podbridge.devcluster.resource.ResourceTypes.CONFIG_MAPS;
import static io.podbridge.devcluster.resource.ResourceTypes.DAEMON_SETS;
import static io.podbridge.devcluster.resource.ResourceTypes.DEPLOYMENTS;
import static io.podbridge.devcluster.resource.ResourceTypes.EVENTS;
import static io.podbridge.devcluster.resource.ResourceTypes.NAMESPACES;
import static io.podbridge.devcluster.resource.ResourceTypes.NODES;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.devcluster.api.ListOptions;
import io.podbridge.devcluster.control.house.NodeSettings;
import io.podbridge.devcluster.control.reconcile.LoopSettings;
import io.podbridge.devcluster.json.Json;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All of them as actors, in a time that the test moves. */
class ControllersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ControllerSettings SETTINGS = new ControllerSettings(
            new LoopSettings(Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ZERO),
            NodeSettings.DEFAULT,
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofSeconds(1));

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final TestCluster cluster = new TestCluster();
    private final FaultyApi api = new FaultyApi(cluster.api());

    @BeforeEach
    void start() {
        cluster.node("n");
        kit.spawn(Controllers.behavior(api, cluster.clock(), SETTINGS, "PEM"));
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private void pass(Duration duration) {
        cluster.clock().pass(duration);
        time.timePasses(duration);
    }

    private void deployment() {
        cluster.create(DEPLOYMENTS, """
            {"metadata":{"name":"web"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"x"}]}}}}\
            """);
    }

    private void awaitPodsOnTheNode() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.list(PODS))
                        .hasSize(2)
                        .allMatch(pod -> Json.text(pod, "spec", "nodeName").equals("n")));
    }

    @Test
    void aDeploymentBecomesPodsOnANodeAndGoesWithAllOfThem() {
        deployment();
        awaitPodsOnTheNode();
        cluster.names(PODS).forEach(cluster::ready);
        await().atMost(PATIENCE)
                .until(() -> TestCluster.condition(cluster.get(DEPLOYMENTS, "web"), "Progressing")
                        .equals("True NewReplicaSetAvailable"));
        cluster.delete(DEPLOYMENTS, "web");
        await().atMost(PATIENCE).until(() -> cluster.list(PODS).stream().allMatch(TestCluster::deleting));
    }

    @Test
    void aRefusedWriteIsTriedAgainAfterAPause() {
        api.refuse(3);
        deployment();
        await().atMost(PATIENCE).until(() -> api.refused() > 0);
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            pass(Duration.ofSeconds(1));
            return cluster.list(PODS).size() == 2;
        });
        awaitPodsOnTheNode();
        assertThat(api.refused()).isEqualTo(3);
    }

    @Test
    void aWatchThatEndsIsBegunAgainAndNothingIsMissed() {
        deployment();
        awaitPodsOnTheNode();
        api.endWatches();
        var gone = cluster.names(PODS).getFirst();
        cluster.finish(gone); // nobody hears of it
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            pass(Duration.ofSeconds(1));
            return cluster.names(PODS).size() == 2;
        });
        awaitPodsOnTheNode();
        assertThat(cluster.names(PODS)).doesNotContain(gone);
    }

    @Test
    void timeIsWhatSilencesANode() {
        await().atMost(PATIENCE).until(() -> api.watching(NODES));
        await().atMost(PATIENCE).until(() -> cluster.exists(CONFIG_MAPS, "kube-root-ca.crt"));
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            pass(Duration.ofSeconds(10));
            return TestCluster.condition(cluster.get(NODES, "n"), "Ready").startsWith("Unknown");
        });
    }

    @Test
    void whatNobodyActsOnIsToldSo() {
        cluster.create(DAEMON_SETS, """
            {"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"app":"d"}},
             "template":{"metadata":{"labels":{"app":"d"}},"spec":{"containers":[{"name":"c","image":"x"}]}}}}\
            """);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.events("d")).containsExactly("NotSupported"));
    }

    @Test
    void aNamespaceGoesThoughItsContentsAreMadeAgainAndAgain() {
        cluster.create(NAMESPACES, "{\"metadata\":{\"name\":\"team\"}}");
        cluster.create(DEPLOYMENTS, "team", """
            {"metadata":{"name":"web"},"spec":{"replicas":5,"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},
              "spec":{"nodeSelector":{"no":"where"},"containers":[{"name":"c","image":"x"}]}}}}\
            """);
        await().atMost(PATIENCE)
                .until(() -> cluster.api()
                                .list(PODS, "team", ListOptions.ALL)
                                .items()
                                .size()
                        == 5);
        cluster.delete(NAMESPACES, "team");
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            pass(Duration.ofSeconds(10));
            return !cluster.exists(NAMESPACES, "team");
        });
        assertThat(cluster.api().list(EVENTS, "team", ListOptions.ALL).items()).isEmpty();
    }
}
