package io.podbridge.testkit.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With its controllers the control plane does what a cluster does: a Deployment becomes pods on a node. */
@WithControlPlane(scheduler = true, controllerManager = true)
class ControllersIT {

    @Test
    void bindsThePodsOfADeploymentToANode(ControlPlane controlPlane) {
        try (KubernetesClient admin = controlPlane.adminClient()) {
            createNode(admin, "spacious");

            Kubectl.with(controlPlane.adminKubeconfig())
                    .run("create", "deployment", "web", "--image=example.invalid/none", "--replicas=3")
                    .outOrFail();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(pods(admin))
                            .hasSize(3)
                            .allMatch(pod -> "spacious".equals(pod.getSpec().getNodeName()))
                            .allMatch(pod -> "default".equals(pod.getSpec().getServiceAccountName())));
        }
    }

    private static List<Pod> pods(KubernetesClient admin) {
        return admin.pods()
                .inNamespace("default")
                .withLabel("app", "web")
                .list()
                .getItems();
    }

    private static void createNode(KubernetesClient admin, String name) {
        Map<String, Quantity> capacity =
                Map.of("cpu", new Quantity("4"), "memory", new Quantity("8Gi"), "pods", new Quantity("110"));
        admin.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewStatus()
                        .withCapacity(capacity)
                        .withAllocatable(capacity)
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .create();
    }
}
