package io.podbridge.devcluster.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceMetricsTest {
    private static final Instant ASKED = Instant.ofEpochSecond(5_000);
    private static final PodName POD = new PodName("ns", "p");

    private static String container(String metric, String rest) {
        return "container_" + metric + "{container=\"c\",namespace=\"ns\",pod=\"p\"} " + rest + "\n";
    }

    private static Reading read(String document) {
        return ((Scrape.Done) ResourceMetrics.read(document, ASKED)).reading();
    }

    @Test
    void readsNodesAndContainers() {
        var reading = read("# TYPE node_cpu_usage_seconds_total counter\n"
                + container("cpu_usage_seconds_total", "12.5 2000")
                + container("memory_working_set_bytes", "1.048576e+06 2000")
                + container("start_time_seconds", "1.25")
                + "\nnode_cpu_usage_seconds_total 99 3000\nnode_memory_working_set_bytes 7 3000\n");
        var sample = new Sample(Instant.ofEpochMilli(1_250), Instant.ofEpochSecond(2), 12_500_000_000L, 1_048_576);
        assertThat(reading.container(POD, "c")).contains(sample);
        assertThat(reading.node()).contains(new Sample(Instant.EPOCH, Instant.ofEpochSecond(3), 99_000_000_000L, 7));
    }

    @Test
    void takesTheTimeOfTheRequestWhereNoneIsGiven() {
        var reading = read("node_cpu_usage_seconds_total 1\nnode_memory_working_set_bytes 1\n");
        assertThat(reading.node().map(Sample::time)).contains(ASKED);
    }

    /** As metrics-server: who has used nothing, or has no memory, is not measured yet. */
    @ParameterizedTest
    @ValueSource(strings = {"", "0 2000"})
    void leavesOutAPodWithAContainerThatIsNotMeasuredYet(String memory) {
        var other = "{container=\"d\",namespace=\"ns\",pod=\"p\"} 1 2000\n";
        var document = container("cpu_usage_seconds_total", "1 2000")
                + (memory.isEmpty() ? "" : container("memory_working_set_bytes", memory))
                + "container_cpu_usage_seconds_total" + other + "container_memory_working_set_bytes" + other;
        assertThat(read(document).pods()).isEmpty();
        assertThat(read(document + "node_cpu_usage_seconds_total 1\n").node()).isEmpty();
    }

    @Test
    void passesOverAllThatNobodyWants() {
        var document = new KubeletDocument(Instant.EPOCH)
                .container("ns", "p", "c", 100, 1)
                .at(ASKED);
        assertThat(read("pod_cpu_usage_seconds_total{oops\ncontainer_swap NaN\n{\n" + document)
                        .pods())
                .containsOnlyKeys(POD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node_cpu_usage_seconds_total NaN",
                "node_cpu_usage_seconds_total 1e10",
                "node_cpu_usage_seconds_total 1\nnode_cpu_usage_seconds_total 2",
                "node_memory_working_set_bytes -1",
                "container_cpu_usage_seconds_total{namespace=\"n\",pod=\"p\"} 1",
                "container_start_time_seconds{container=\"\",namespace=\"n\",pod=\"p\"} 1",
                "container_memory_working_set_bytes 1",
                "resource_scrape_error x"
            })
    void refusesADocumentInWhichAWantedLineIsWrong(String line) {
        assertThat(ResourceMetrics.read("\n" + line + "\n", ASKED)).isInstanceOf(Scrape.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource_scrape_error", "scrape_error"})
    void saysThatTheKubeletHadTrouble(String metric) {
        assertThat(ResourceMetrics.read(metric + " 1\n", ASKED))
                .isEqualTo(new Scrape.Done(new Reading(Optional.empty(), Map.of()), true));
        assertThat(ResourceMetrics.read(metric + " 0\n", ASKED))
                .isEqualTo(new Scrape.Done(new Reading(Optional.empty(), Map.of()), false));
    }
}
