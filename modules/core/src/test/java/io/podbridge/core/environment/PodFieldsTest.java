package io.podbridge.core.environment;

import static io.podbridge.core.environment.EnvironmentScene.CLOUD;
import static io.podbridge.core.environment.EnvironmentScene.pod;
import static io.podbridge.core.environment.EnvironmentScene.variable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.EnvironmentVariable;
import io.podbridge.core.pod.EnvironmentVariable.Field;
import io.podbridge.core.pod.EnvironmentVariable.Resource;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.SamplePods;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables that take their value from the pod and its containers: {@code fieldRef}, {@code resourceFieldRef}. */
class PodFieldsTest {
    private final EnvironmentScene scene = new EnvironmentScene();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "metadata.name, a",
                "metadata.namespace, ns",
                "metadata.uid, uid-a",
                "metadata.labels['app'], shop",
                "metadata.annotations['team'], blue",
                "metadata.labels['missing'], \"\"",
                "spec.nodeName, n1",
                "spec.serviceAccountName, robot",
                "status.hostIP, 10.0.0.1",
                "status.hostIPs, \"10.0.0.1,fd00::1\"",
                "status.podIP, 10.0.0.9",
                "status.podIPs, \"10.0.0.9,fd00::9\"",
            })
    void fieldsOfThePod(String path, String expected) {
        assertThat(scene.resolve(pod(variable("F", new Field(path))))).containsExactly(entry("F", expected));
    }

    @Test
    void aPodWaitsForAnAddressThatIsNotKnownYet() {
        assertThat(scene.failure(scene.resolver(CLOUD), pod(variable("F", new Field("status.podIP")))))
                .isInstanceOf(ProviderFailure.Rejected.class)
                .extracting(ProviderFailure::message)
                .asString()
                .contains("status.podIP", "not known on this node before the pod starts");
    }

    @Test
    void theNodesAddressIsTheOneThatThePodsStatusHasAlready() {
        Pod moved = SamplePods.with(
                pod(variable("F", new Field("status.hostIP")), variable("G", new Field("status.hostIPs"))),
                SamplePods.statusOn("10.0.0.7"));
        assertThat(scene.resolve(moved)).containsExactly(entry("F", "10.0.0.7"), entry("G", "10.0.0.7"));
    }

    @Test
    void fieldsThatCanNeverBeKnownAreInvalid() {
        assertThat(scene.failure(pod(variable("F", new Field("status.phase")))))
                .isEqualTo(new ProviderFailure.Invalid(
                        "CreateContainerConfigError", "unsupported fieldPath: status.phase"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', limits.cpu, 1m, 500",
        "'', limits.cpu, '', 1",
        "'', requests.cpu, 1m, 250",
        "'', requests.memory, 1Mi, 0",
        "'', limits.memory, 1Gi, 16",
        "'', limits.ephemeral-storage, 1G, 100",
        "'', limits.memory, 0, 17179869184",
        "'', limits.hugepages-2Mi, 1Mi, 0",
        "side, limits.memory, 1Mi, 64",
        "side, limits.cpu, 1, 8",
    })
    void resourcesOfAContainer(String container, String resource, String divisor, String expected) {
        var variable = variable("R", new Resource(container, resource, divisor));
        assertThat(scene.resolve(withResources(variable))).containsExactly(entry("R", expected));
    }

    @ParameterizedTest
    @CsvSource({"gone, limits.cpu", "'', limits.gpu", "'', cpu", "'', caps.cpu"})
    void resourcesThatAreNotThereAreInvalid(String container, String resource) {
        var variable = variable("R", new Resource(container, resource, ""));
        assertThat(scene.failure(withResources(variable))).isInstanceOf(ProviderFailure.Invalid.class);
    }

    private static Pod withResources(EnvironmentVariable variable) {
        Container main = SamplePods.container(
                "main", List.of(), List.of(variable), Map.of("cpu", "250m"), Map.of("cpu", "500m"));
        Container side = SamplePods.container("side", List.of(), List.of(), Map.of(), Map.of("memory", "64Mi"));
        return SamplePods.pod("a", main, side);
    }
}
