package io.podbridge.devcluster.control.house;

import static io.podbridge.devcluster.resource.ResourceTypes.CONFIG_MAPS;
import static io.podbridge.devcluster.resource.ResourceTypes.NAMESPACES;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;
import static io.podbridge.devcluster.resource.ResourceTypes.SERVICE_ACCOUNTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.ListOptions;
import io.podbridge.devcluster.control.TestCluster;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamespacesTest {
    private final TestCluster cluster = new TestCluster(new NamespaceController(), new NamespaceDefaults("PEM"));

    private List<String> names(ResourceType type) {
        return cluster.api().list(type, "team", ListOptions.ALL).items().stream()
                .map(object -> object.key().name())
                .toList();
    }

    private void team() {
        cluster.create(NAMESPACES, "{\"metadata\":{\"name\":\"team\"}}");
        cluster.settle();
    }

    @Test
    void aNewNamespaceGetsItsServiceAccountAndTheCertificate() {
        team();
        assertThat(names(SERVICE_ACCOUNTS)).containsExactly("default");
        assertThat(names(CONFIG_MAPS)).containsExactly("kube-root-ca.crt");
        cluster.api().delete(new ObjectKey(SERVICE_ACCOUNTS, "team", "default"), DeleteOptions.DEFAULT);
        cluster.settle();
        assertThat(names(SERVICE_ACCOUNTS)).as("made again").containsExactly("default");
    }

    @Test
    void aNamespaceGoesWhenItIsEmpty() {
        team();
        var pod = new ObjectKey(PODS, "team", "p");
        cluster.create(PODS, "team", """
            {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"x"}]}}\
            """);
        cluster.api().bind(pod, Json.parse("{\"target\":{\"name\":\"n\"}}"), TestCluster.WRITE);
        cluster.delete(NAMESPACES, "team");
        cluster.settle();
        assertThat(cluster.exists(NAMESPACES, "team"))
                .as("the pod has its grace period")
                .isTrue();
        assertThat(TestCluster.deleting(cluster.api().get(pod).tree())).isTrue();
        assertThat(names(CONFIG_MAPS)).isEmpty();

        cluster.api()
                .delete(
                        pod,
                        new DeleteOptions(
                                Optional.of(0L), Optional.empty(), Optional.empty(), Optional.empty(), false));
        cluster.settle();
        assertThat(cluster.exists(NAMESPACES, "team")).isFalse();
        assertThat(cluster.failures()).isEmpty();
    }
}
