package io.podbridge.devcluster.metrics;

import static io.podbridge.devcluster.resource.ResourceTypes.NODES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.devcluster.control.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The actor, in a time that the test moves, with kubelets that answer when the test says so. */
class ScraperTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** For the actor to take the answer before, from which it counts. */
    private static final Duration BETWEEN_STEPS = Duration.ofMillis(200);

    private static final ScrapeSettings SETTINGS = ScrapeSettings.DEFAULT;

    /** Asks are counted, and answered by what is played, or never. */
    private final class PlayedKubelets implements Kubelets {
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final Map<String, Answer> answers = new ConcurrentHashMap<>();

        @Override
        public CompletionStage<Answer> resourceMetrics(JsonNode node) {
            var name = node.path("metadata").path("name").asString("");
            var answer = answers.getOrDefault(name, running());
            asked.add(name);
            return name.equals("silent") ? new CompletableFuture<>() : CompletableFuture.completedFuture(answer);
        }

        private Answer running() {
            var now = cluster.now();
            return new Answer.Document(document.at(now), now);
        }

        long asks(String node) {
            return asked.stream().filter(node::equals).count();
        }
    }

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final TestCluster cluster = new TestCluster();
    private final KubeletDocument document =
            new KubeletDocument(cluster.now().minusSeconds(3600)).container("ns", "p", "c", 100, 1024);
    private final PlayedKubelets kubelets = new PlayedKubelets();
    private final Readings readings = new Readings();

    @BeforeEach
    void start() {
        cluster.node("a");
        kit.spawn(Scraper.behavior(cluster.api(), kubelets, readings, SETTINGS));
        awaitAsked("a");
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private void pass(Duration duration) {
        cluster.clock().pass(duration);
        time.timePasses(duration);
    }

    /** Once or more: whose first answer comes while time still passes is asked again before this looks. */
    private void awaitAsked(String node) {
        await().atMost(PATIENCE).until(() -> kubelets.asks(node) > 0);
    }

    private void awaitNumbers(String node, boolean there) {
        await().atMost(PATIENCE).until(() -> readings.node(node).isPresent() == there);
    }

    /** Moves time in steps until the node is asked once more, and says how long that took. */
    private Duration nextAsk(String node, Duration step) {
        var before = kubelets.asks(node);
        var start = cluster.now();
        await().atMost(PATIENCE).pollInterval(BETWEEN_STEPS).until(() -> {
            var asked = kubelets.asks(node) > before;
            if (!asked) {
                pass(step);
            }
            return asked;
        });
        return Duration.between(start, cluster.now());
    }

    @Test
    void hasTheFirstNumbersSoonAndThenKeepsThePace() {
        assertThat(readings.node("a")).isEmpty();
        assertThat(nextAsk("a", SETTINGS.soon())).isLessThan(SETTINGS.interval());
        awaitNumbers("a", true);
        assertThat(nextAsk("a", SETTINGS.look())).isGreaterThan(SETTINGS.soon());
        assertThat(nextAsk("a", SETTINGS.look())).isGreaterThan(SETTINGS.soon());
        assertThat(readings.node("a").map(Usage::cpuNanocores)).contains(100_000_000L);
    }

    @Test
    void isHeldUpByNobody() {
        cluster.node("silent");
        cluster.node("b");
        pass(SETTINGS.look());
        awaitAsked("silent");
        awaitAsked("b");
        nextAsk("b", SETTINGS.soon());
        awaitNumbers("b", true);
        awaitNumbers("a", true);
        assertThat(kubelets.asks("silent")).isEqualTo(1);
    }

    @Test
    void forgetsWhoCannotBeAsked() {
        nextAsk("a", SETTINGS.soon());
        awaitNumbers("a", true);
        kubelets.answers.put("a", new Kubelets.Answer.Failed("played"));
        nextAsk("a", SETTINGS.interval());
        awaitNumbers("a", false);
        kubelets.answers.clear();
        nextAsk("a", SETTINGS.interval());
        nextAsk("a", SETTINGS.soon());
        awaitNumbers("a", true);
        kubelets.answers.put("a", new Kubelets.Answer.Document("node_cpu_usage_seconds_total x\n", cluster.now()));
        nextAsk("a", SETTINGS.interval());
        awaitNumbers("a", false);
    }

    @Test
    void asksSoonWhoHasNoKubeletYet() {
        kubelets.answers.put("b", new Kubelets.Answer.NoKubelet());
        cluster.node("b");
        pass(SETTINGS.look());
        awaitAsked("b");
        assertThat(nextAsk("b", SETTINGS.soon())).isLessThan(SETTINGS.interval());
        kubelets.answers.clear();
        nextAsk("b", SETTINGS.soon());
        nextAsk("b", SETTINGS.soon());
        awaitNumbers("b", true);
    }

    @Test
    void forgetsANodeThatIsGone() {
        nextAsk("a", SETTINGS.soon());
        awaitNumbers("a", true);
        cluster.delete(NODES, "a");
        pass(SETTINGS.look());
        awaitNumbers("a", false);
        var asks = kubelets.asks("a");
        cluster.node("b");
        pass(SETTINGS.interval());
        awaitAsked("b");
        assertThat(kubelets.asks("a")).isEqualTo(asks);
    }
}
