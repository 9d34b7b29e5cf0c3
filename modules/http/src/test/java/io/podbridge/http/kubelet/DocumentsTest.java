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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** As metrics-server's {@code decode.go}: name, labels, value, and an optional time in milliseconds. */
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(\\{[^}]*})? ([0-9.]+)(?: ([0-9]{13}))?");

    @Test
    void theMetricsAreWhatMetricsServerReads() {
        Map<String, String> samples = new TreeMap<>();
        for (String line :
                ResourceMetricsDocument.of(NOW, List.of(USAGE)).utf8String().split("\n", -1)) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                String labels = sample.group(2) == null ? "" : sample.group(2);
                samples.put(sample.group(1) + labels, sample.group(3));
            }
        }
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
    void unknownUsageIsToldAsAnError() {
        assertThat(ResourceMetricsDocument.failed().utf8String()).endsWith("\nresource_scrape_error 1\n");
    }

    @Test
    void theSummaryHasTheNodeAndItsPods() {
        JsonNode summary = JsonMapper.shared()
                .readTree(StatsDocument.of("node-1", START, NOW, List.of(USAGE)).toArray());
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
