package io.podbridge.devcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client library of the product, over WebSockets as it is by default, and without. */
class Fabric8ClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private DevCluster cluster;

    @BeforeEach
    void start() {
        cluster = DevCluster.start(DevClusterSettings.DEFAULT.withoutControllers());
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private KubernetesClient client(boolean onlyHttp) {
        var config = new ConfigBuilder()
                .withMasterUrl(cluster.url())
                .withCaCertData(cluster.authority().certificatePem())
                .withOauthToken(cluster.adminToken())
                .withNamespace("default")
                .withOnlyHttpWatches(onlyHttp)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static ConfigMap map(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToData("a", "1")
                .build();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isInformed(boolean onlyHttp) {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (var client = client(onlyHttp);
                var informer = client.configMaps().inform(new Collector(seen))) {
            await().atMost(PATIENCE)
                    .until(() -> cluster.faults().openWatches(request -> request.is("watch", "configmaps")) == 1);
            assertThat(informer.isRunning()).isTrue();
            client.configMaps().resource(map("one")).create();
            client.configMaps()
                    .withName("one")
                    .edit(each -> new ConfigMapBuilder(each).addToData("a", "2").build());
            client.configMaps().withName("one").delete();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(seen).containsSubsequence("added one", "changed one 2", "gone one"));
            cluster.faults().dropWatches(request -> request.is("watch", "configmaps"));
            client.configMaps().resource(map("two")).create();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen).contains("added two"));
        }
    }

    private record Collector(BlockingQueue<String> seen) implements ResourceEventHandler<ConfigMap> {
        @Override
        public void onAdd(ConfigMap map) {
            seen.add("added " + map.getMetadata().getName());
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap map) {
            seen.add("changed " + map.getMetadata().getName() + " "
                    + map.getData().get("a"));
        }

        @Override
        public void onDelete(ConfigMap map, boolean unknown) {
            seen.add("gone " + map.getMetadata().getName());
        }
    }
}
