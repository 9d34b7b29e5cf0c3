package io.podbridge.http.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.streams.PodUsage;
import io.podbridge.core.streams.PodUsage.ContainerUsage;
import io.podbridge.testkit.provider.PodFixtures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocumentsTest {

    private static final Instant START = Instant.ofEpochSecond(1_700_000_000L, 500_000_000);
    private static final Instant NOW = START.plusSeconds(100);
    private static final PodUsage USAGE = new PodUsage(
            new PodId("u", "shop", "web-1"),
            NOW,
            List.of(
                    new ContainerUsage("main", START, 1_500_000_000L, 1000),
                    new ContainerUsage("side", START.plusSeconds(5), 250_000_000L, 24)));

    private static final ContainerUsage IDLE = new ContainerUsage("idle", START, 0, 0);

    /** One that was deleted by force and still ends, and its successor of the same name. */
    private static final PodUsage OLD = new PodUsage(
            new PodId("z-old", "shop", "web-1"), NOW, List.of(new ContainerUsage("main", START, 9_000_000_000L, 9)));

    private static final PodUsage NEW = new PodUsage(
            new PodId("a-new", "shop", "web-1"),
            NOW,
            List.of(new ContainerUsage("main", START.plusSeconds(60), 500_000_000L, 5)));

    @Test
    void theMetricsAreWhatMetricsServerReads() {
        Map<String, String> samples = MetricsText.read(ResourceMetricsDocument.of(NOW, List.of(USAGE)));
        assertThat(samples)
                .containsEntry("node_cpu_usage_seconds_total", "1.75")
                .containsEntry("node_memory_working_set_bytes", "1024")
                .containsEntry(
                        "container_cpu_usage_seconds_total{container=\"main\",namespace=\"shop\",pod=\"web-1\"}", "1.5")
                .containsEntry(
                        "container_memory_working_set_bytes{container=\"side\",namespace=\"shop\",pod=\"web-1\"}", "24")
                .containsEntry(
                        "container_start_time_seconds{container=\"main\",namespace=\"shop\",pod=\"web-1\"}",
                        "1700000000.5")
                .containsEntry("pod_cpu_usage_seconds_total{namespace=\"shop\",pod=\"web-1\"}", "1.75")
                .containsEntry("pod_memory_working_set_bytes{namespace=\"shop\",pod=\"web-1\"}", "1024")
                .containsEntry("resource_scrape_error", "0");
    }

    @Test
    void aContainerThatSleepsDoesNotHideItsPod() {
        PodUsage pod = new PodUsage(
                new PodId("u", "shop", "web-1"),
                NOW,
                List.of(new ContainerUsage("busy", START, 1_500_000_000L, 1000), IDLE));
        Map<String, String> samples = MetricsText.read(ResourceMetricsDocument.of(NOW, List.of(pod)));
        assertThat(MetricsText.keptByMetricsServer(samples)).containsEntry("shop/web-1", Set.of("busy", "idle"));
        JsonNode summary = summary(List.of(pod));
        assertThat(summary.at("/pods/0/containers/1/cpu/usageCoreNanoSeconds").asLong())
                .isPositive();
        assertThat(summary.at("/pods/0/containers/1/memory/workingSetBytes").asLong())
                .isPositive();
    }

    @Test
    void aNodeWithoutPodsHasMetricsToo() {
        Map<String, String> samples = MetricsText.read(ResourceMetricsDocument.of(NOW, List.of()));
        assertThat(Double.parseDouble(samples.getOrDefault("node_cpu_usage_seconds_total", "0")))
                .isPositive();
        assertThat(Double.parseDouble(samples.getOrDefault("node_memory_working_set_bytes", "0")))
                .isPositive();
    }

    @Test
    void ofTwoPodsOfOneNameTheNewerOneIsTold() {
        for (List<PodUsage> both : List.of(List.of(OLD, NEW), List.of(NEW, OLD))) {
            Map<String, String> samples = MetricsText.read(ResourceMetricsDocument.of(NOW, both));
            assertThat(samples)
                    .containsEntry("pod_memory_working_set_bytes{namespace=\"shop\",pod=\"web-1\"}", "5")
                    .containsEntry("node_memory_working_set_bytes", "14");
            JsonNode summary = summary(both);
            assertThat(summary.at("/pods")).hasSize(1);
            assertThat(summary.at("/pods/0/podRef/uid").asString()).isEqualTo("a-new");
        }
    }

    @Test
    void aSuccessorThatDoesNotRunYetHidesNobody() {
        PodUsage pending = new PodUsage(new PodId("a-new", "shop", "web-1"), NOW, List.of());
        Map<String, String> samples = MetricsText.read(ResourceMetricsDocument.of(NOW, List.of(pending, OLD)));
        assertThat(MetricsText.keptByMetricsServer(samples)).containsKey("shop/web-1");
    }

    @Test
    void onePodThatTwoReplicasTellOfIsToldOnce() {
        PodUsage later = new PodUsage(
                OLD.pod(), NOW.plusSeconds(1), List.of(new ContainerUsage("main", START, 9_100_000_000L, 10)));
        for (List<PodUsage> both : List.of(List.of(OLD, later), List.of(later, OLD))) {
            Map<String, String> samples = MetricsText.read(ResourceMetricsDocument.of(NOW, both));
            assertThat(samples).containsEntry("node_memory_working_set_bytes", "10");
        }
    }

    private static JsonNode summary(List<PodUsage> usage) {
        return JsonMapper.shared()
                .readTree(StatsDocument.of("node-1", START, NOW, usage).toArray());
    }

    @Test
    void unknownUsageIsToldAsAnError() {
        assertThat(ResourceMetricsDocument.failed().utf8String()).endsWith("\nresource_scrape_error 1\n");
    }

    @Test
    void theSummaryHasTheNodeAndItsPods() {
        JsonNode summary = summary(List.of(USAGE));
        assertThat(summary.at("/node/nodeName").asString()).isEqualTo("node-1");
        assertThat(summary.at("/node/cpu/usageCoreNanoSeconds").asLong()).isEqualTo(1_750_000_000L);
        assertThat(summary.at("/pods/0/podRef/name").asString()).isEqualTo("web-1");
        assertThat(summary.at("/pods/0/startTime").asString()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(summary.at("/pods/0/containers/1/memory/workingSetBytes").asLong())
                .isEqualTo(24);
    }

    @Test
    void aListOfPodsHasTheirManifests() {
        Pod pod = PodFixtures.pod("web").container("main", "none").build();
        JsonNode list = JsonMapper.shared()
                .readTree(PodListDocument.of(List.of(pod, pod)).toArray());
        assertThat(list.at("/kind").asString()).isEqualTo("PodList");
        assertThat(list.at("/items")).hasSize(2);
        assertThat(list.at("/items/1/metadata/name").asString()).isEqualTo("web");
    }
}
