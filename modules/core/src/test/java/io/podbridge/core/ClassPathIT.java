package io.podbridge.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.Test;

/** Pekko and the Kubernetes client want different versions of the same libraries; here they run side by side. */
class ClassPathIT {
    @Test
    void clusterAndKubernetesClientRunTogether() {
        var testKit = ActorTestKit.create(
                "class-path",
                ConfigFactory.parseString(
                                "pekko.actor.provider = cluster, pekko.remote.artery.canonical { hostname = 127.0.0.1,"
                                        + " port = 0 }")
                        .withFallback(ConfigFactory.load()));
        var config = new ConfigBuilder().withMasterUrl("http://127.0.0.1:1").build();
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            var pod = new PodBuilder()
                    .withNewMetadata()
                    .withName("a")
                    .endMetadata()
                    .build();
            var serialization = new KubernetesSerialization();

            assertThat(serialization.unmarshal(serialization.asYaml(pod), Pod.class))
                    .isEqualTo(pod);
            assertThat(client.getConfiguration().getMasterUrl()).startsWith("http://127.0.0.1:1");
            assertThat(Cluster.get(testKit.system())
                            .selfMember()
                            .address()
                            .host()
                            .get())
                    .isEqualTo("127.0.0.1");
        } finally {
            testKit.shutdownTestKit();
        }
    }
}
