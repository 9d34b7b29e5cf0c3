package io.podbridge.devcluster.metrics;

import static io.podbridge.devcluster.resource.MeasuredTypes.NODE_METRICS;
import static io.podbridge.devcluster.resource.MeasuredTypes.POD_METRICS;
import static io.podbridge.devcluster.resource.ResourceTypes.NAMESPACES;
import static io.podbridge.devcluster.resource.ResourceTypes.NODES;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ListOptions;
import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.control.TestCluster;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsApiTest {
    private final TestCluster cluster = new TestCluster();
    private final Readings readings = new Readings();
    private final MetricsApi metrics = new MetricsApi(cluster.api(), readings, cluster.clock());
    private final KubeletDocument document = new KubeletDocument(cluster.now().minusSeconds(3600))
            .container("default", "web", "nginx", 250, 38_797_312)
            .container("default", "web", "log", 1, 5_000)
            .container("default", "db", "db", 33, 1_024)
            .container("other", "web", "nginx", 2_000, 2_048);

    @BeforeEach
    void measure() {
        cluster.create(NODES, "{\"metadata\":{\"name\":\"n\",\"labels\":{\"zone\":\"z\"}}}");
        cluster.create(NODES, "{\"metadata\":{\"name\":\"idle\"}}");
        cluster.create(NAMESPACES, "{\"metadata\":{\"name\":\"other\"}}");
        for (var name : List.of("web", "db", "new")) {
            pod("default", name, "n");
            cluster.ready(name);
        }
        pod("default", "done", "n");
        scrape();
        cluster.clock().pass(Duration.ofMillis(15_020));
        scrape();
        cluster.clock().pass(Duration.ofSeconds(2));
    }

    private void pod(String namespace, String name, String node) {
        cluster.create(PODS, namespace, """
            {"metadata":{"name":"%s","labels":{"app":"%s"}},
             "spec":{"nodeName":"%s","containers":[{"name":"c","image":"i"}]}}\
            """.formatted(name, name, node));
    }

    private void scrape() {
        var scrape = (Scrape.Done) ResourceMetrics.read(document.at(cluster.now()), cluster.now());
        readings.add("n", scrape.reading(), Duration.ofSeconds(15));
    }

    private List<String> names(ResourceType type, String namespace, ListOptions options) {
        return metrics.list(type, namespace, options).stream()
                .map(each -> Json.text(each, "metadata", "namespace") + "/" + Json.text(each, "metadata", "name"))
                .toList();
    }

    @Test
    void writesAPodAsMetricsServerDoes() {
        assertThat(metrics.get(new ObjectKey(POD_METRICS, "default", "web"))).isEqualTo(Json.parse("""
            {"kind":"PodMetrics","apiVersion":"metrics.k8s.io/v1beta1",
             "metadata":{"name":"web","namespace":"default","creationTimestamp":"2030-01-01T00:00:17Z","labels":{"app":"web"}},
             "timestamp":"2030-01-01T00:00:15Z","window":"15.02s","containers":[
               {"name":"log","usage":{"cpu":"1m","memory":"5000"}},
               {"name":"nginx","usage":{"cpu":"250m","memory":"37Mi"}}]}\
            """));
    }

    @Test
    void writesANodeAsMetricsServerDoes() {
        assertThat(metrics.get(new ObjectKey(NODE_METRICS, "", "n"))).isEqualTo(Json.parse("""
            {"kind":"NodeMetrics","apiVersion":"metrics.k8s.io/v1beta1",
             "metadata":{"name":"n","creationTimestamp":"2030-01-01T00:00:17Z","labels":{"zone":"z"}},
             "timestamp":"2030-01-01T00:00:15Z","window":"15.02s","usage":{"cpu":"2284m","memory":"38805384"}}\
            """));
    }

    @Test
    void listsWhatIsMeasured() {
        assertThat(names(NODE_METRICS, "", ListOptions.ALL)).containsExactly("/n");
        assertThat(names(POD_METRICS, "", ListOptions.ALL)).containsExactly("default/db", "default/web");
        assertThat(names(POD_METRICS, "other", ListOptions.ALL)).isEmpty();
        pod("other", "web", "n");
        cluster.api()
                .patch(
                        new ObjectKey(PODS, "other", "web"),
                        "status",
                        new Patch(Patch.Type.MERGE, Json.parse("{\"status\":{\"phase\":\"Running\"}}")),
                        TestCluster.WRITE);
        assertThat(names(POD_METRICS, "other", ListOptions.ALL)).containsExactly("other/web");
    }

    @Test
    void selects() {
        assertThat(names(POD_METRICS, "default", ListOptions.labels("app in (web,x)")))
                .containsExactly("default/web");
        assertThat(names(POD_METRICS, "", ListOptions.fields("metadata.name=db")))
                .containsExactly("default/db");
        assertThat(names(NODE_METRICS, "", ListOptions.labels("zone=z"))).containsExactly("/n");
        assertThat(names(NODE_METRICS, "", ListOptions.labels("zone!=z"))).isEmpty();
        assertThatThrownBy(() -> names(POD_METRICS, "", ListOptions.fields("spec.nodeName=n")))
                .hasMessage("\"spec.nodeName\" is not a known field selector: only \"metadata.name\","
                        + " \"metadata.namespace\"");
        assertThatThrownBy(() -> names(POD_METRICS, "", ListOptions.labels("a in")))
                .isInstanceOf(ApiFailure.class);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> metrics.get(new ObjectKey(POD_METRICS, "default", "none")))
                .hasMessage("pods \"none\" not found");
        assertThatThrownBy(() -> metrics.get(new ObjectKey(POD_METRICS, "default", "done")))
                .hasMessage("pods \"done\" not found");
        assertThatThrownBy(() -> metrics.get(new ObjectKey(POD_METRICS, "default", "new")))
                .hasMessage("podmetrics.metrics.k8s.io \"default/new\" not found");
        assertThatThrownBy(() -> metrics.get(new ObjectKey(NODE_METRICS, "", "none")))
                .hasMessage("nodes \"none\" not found");
        assertThatThrownBy(() -> metrics.get(new ObjectKey(NODE_METRICS, "", "idle")))
                .hasMessage("nodemetrics.metrics.k8s.io \"idle\" not found");
    }

    /** A pod of the same name that is on another node now has used nothing yet. */
    @Test
    void takesNoNumbersOfAnotherNode() {
        cluster.delete(PODS, "db");
        cluster.finish("db");
        pod("default", "db", "idle");
        cluster.ready("db");
        assertThat(names(POD_METRICS, "default", ListOptions.ALL)).containsExactly("default/web");
    }
}
