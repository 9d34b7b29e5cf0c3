package io.podbridge.devcluster.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.Recorded;
import io.podbridge.devcluster.discovery.Discovery.Aggregated;
import io.podbridge.devcluster.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Against the answers of kube-apiserver 1.36.3, without the kinds that are not served here; the group of the metrics,
 * which it does not have, against those of metrics-server.
 */
class DiscoveryTest {
    private static final String METRICS = "metrics.k8s.io";
    private final Discovery discovery = new Discovery("127.0.0.1:6443");

    @ParameterizedTest
    @CsvSource({"/apis,apis.json", "/apis/apps,apps.json", "/api/v1,api-v1.json", "/apis/apps/v1,apps-v1.json"})
    void answersAsKubeApiserver(String path, String recorded) {
        assertThat(withoutMetrics(tree(discovery.document(path).orElseThrow()))).isEqualTo(Recorded.tree(recorded));
    }

    @ParameterizedTest
    @CsvSource({"/api,aggregated-api.json", "/apis,aggregated-apis.json"})
    void answersTheAggregatedFormAsKubeApiserver(String path, String recorded) {
        JsonNode answer = tree(discovery.aggregated(path, Aggregated.V2).orElseThrow());
        assertThat(withoutMetrics(answer)).isEqualTo(Recorded.tree(recorded));
    }

    /** It is the last in each list. */
    private static JsonNode withoutMetrics(JsonNode answer) {
        for (String list : List.of("groups", "items")) {
            if (answer.path(list) instanceof ArrayNode groups
                    && groups.toString().contains(METRICS)) {
                assertThat(groups.remove(groups.size() - 1).toString()).contains(METRICS);
            }
        }
        return answer;
    }

    @Test
    void hasTheMetricsAsMetricsServer() {
        assertThat(tree(discovery.document("/apis").orElseThrow())
                        .path("groups")
                        .toString())
                .contains(METRICS);
        assertThat(tree(discovery.document("/apis/" + METRICS).orElseThrow())).isEqualTo(Json.parse("""
            {"kind":"APIGroup","apiVersion":"v1","name":"metrics.k8s.io",
             "versions":[{"groupVersion":"metrics.k8s.io/v1beta1","version":"v1beta1"}],
             "preferredVersion":{"groupVersion":"metrics.k8s.io/v1beta1","version":"v1beta1"}}\
            """));
        assertThat(tree(discovery.document("/apis/metrics.k8s.io/v1beta1").orElseThrow()))
                .isEqualTo(Json.parse("""
                    {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"metrics.k8s.io/v1beta1","resources":[
                      {"name":"nodes","singularName":"","namespaced":false,"kind":"NodeMetrics","verbs":["get","list"]},
                      {"name":"pods","singularName":"","namespaced":true,"kind":"PodMetrics","verbs":["get","list"]}]}\
                    """));
        JsonNode groups =
                tree(discovery.aggregated("/apis", Aggregated.V2).orElseThrow()).path("items");
        assertThat(groups.path(groups.size() - 1)).isEqualTo(Json.parse("""
            {"metadata":{"name":"metrics.k8s.io"},"versions":[{"version":"v1beta1","resources":[
              {"resource":"nodes","responseKind":{"group":"","version":"","kind":"NodeMetrics"},"scope":"Cluster",
               "singularResource":"","verbs":["get","list"]},
              {"resource":"pods","responseKind":{"group":"","version":"","kind":"PodMetrics"},"scope":"Namespaced",
               "singularResource":"","verbs":["get","list"]}],"freshness":"Current"}]}\
            """));
    }

    @Test
    void namesTheOlderVersionToThoseWhoAskForIt() {
        JsonNode answer = tree(discovery.aggregated("/apis", Aggregated.V2BETA1).orElseThrow());
        assertThat(answer.path("apiVersion").asString()).isEqualTo("apidiscovery.k8s.io/v2beta1");
    }

    @Test
    void tellsItsVersionAndWhereItIs() {
        JsonNode version = tree(discovery.document("/version").orElseThrow());
        assertThat(version.path("minor").asString()).isEqualTo("36");
        assertThat(version.path("gitVersion").asString()).startsWith("v1.36.");
        assertThat(tree(discovery.document("/api").orElseThrow())
                        .at("/serverAddressByClientCIDRs/0/serverAddress")
                        .asString())
                .isEqualTo("127.0.0.1:6443");
    }

    @Test
    void hasNothingForAGroupThatIsNotServed() {
        assertThat(discovery.document("/apis/custom.metrics.k8s.io")).isEmpty();
        assertThat(discovery.document("/apis/apps/v1beta1")).isEmpty();
        assertThat(discovery.aggregated("/apis/apps", Aggregated.V2)).isEmpty();
    }

    private static JsonNode tree(byte[] document) {
        return JsonMapper.shared().readTree(document);
    }
}
