package io.podbridge.devcluster.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.Recorded;
import io.podbridge.devcluster.discovery.Discovery.Aggregated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against the answers of kube-apiserver 1.36.3, without the kinds that are not served here. */
class DiscoveryTest {
    private final Discovery discovery = new Discovery("127.0.0.1:6443");

    @ParameterizedTest
    @CsvSource({"/apis,apis.json", "/apis/apps,apps.json", "/api/v1,api-v1.json", "/apis/apps/v1,apps-v1.json"})
    void answersAsKubeApiserver(String path, String recorded) {
        assertThat(tree(discovery.document(path).orElseThrow())).isEqualTo(Recorded.tree(recorded));
    }

    @ParameterizedTest
    @CsvSource({"/api,aggregated-api.json", "/apis,aggregated-apis.json"})
    void answersTheAggregatedFormAsKubeApiserver(String path, String recorded) {
        JsonNode answer = tree(discovery.aggregated(path, Aggregated.V2).orElseThrow());
        assertThat(answer).isEqualTo(Recorded.tree(recorded));
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
        assertThat(discovery.document("/apis/metrics.k8s.io")).isEmpty();
        assertThat(discovery.document("/apis/apps/v1beta1")).isEmpty();
        assertThat(discovery.aggregated("/apis/apps", Aggregated.V2)).isEmpty();
    }

    private static JsonNode tree(byte[] document) {
        return JsonMapper.shared().readTree(document);
    }
}
