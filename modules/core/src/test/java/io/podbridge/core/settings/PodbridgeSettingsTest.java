package io.podbridge.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podbridge.core.config.ConfigLoader;
import io.podbridge.core.config.ConfigurationException;
import io.podbridge.core.node.NodeTaint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodbridgeSettingsTest {

    private static final Set<String> PROVIDERS = Set.of("simulated", "process");

    @Test
    void theDefaultsAreWhatTheyWereDecidedToBe() {
        var settings = read();
        assertThat(settings.provider()).isEqualTo("simulated");
        assertThat(settings.node().taint())
                .contains(new NodeTaint("virtual-kubelet.io/provider", Optional.empty(), NodeTaint.Effect.NO_SCHEDULE));
        assertThat(settings.node().leaseDuration()).isEqualTo(Duration.ofSeconds(40));
        assertThat(settings.node().labels()).containsEntry("kubernetes.io/role", "agent");
        assertThat(settings.node().address()).isEmpty();
        assertThat(settings.feed().node()).isEqualTo(settings.node().name());
        assertThat(settings.kubernetes().kubeconfig()).isEmpty();
        assertThat(settings.statusWriter().maxInFlight()).isEqualTo(64);
        assertThat(settings.pods().lifecycle("10.0.0.1", true).hostIp()).isEqualTo("10.0.0.1");
    }

    @Test
    void readsWhatWasSet() {
        var settings = read(
                "provider=process",
                "providers.process.some=thing",
                "node.taint.enabled=no",
                "node.capacity.cpu=500m",
                "node.default-capacity={memory = null}",
                "node.address=fd00::1",
                "node.operating-system=windows",
                "cluster.seeds=a:1,b:2");
        assertThat(settings.node().taint()).isEmpty();
        assertThat(settings.node().capacity()).containsOnlyKeys("cpu");
        assertThat(settings.node().defaultCapacity()).containsOnlyKeys("cpu");
        assertThat(settings.node().operatingSystem().apiName()).isEqualTo("windows");
        assertThat(settings.node().address()).contains("fd00::1");
        assertThat(settings.cluster().seeds()).containsExactly("a:1", "b:2");
        assertThat(settings.providerConfig().getString("some")).isEqualTo("thing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        node.name=My_Node               | podbridge.node.name must be lower case letters, digits, '-' and '.', at most 63, is My_Node
        node.name=My_Node               | Try my-node.
        node.name=-                     | Try podbridge.
        node.name=                      | podbridge.node.name must be a text, is empty
        node.name=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | at most 63
        node.labels.a b=c               | podbridge.node.labels."a b" is no label's name.
        node.labels.a="b c"             | podbridge.node.labels.a must be a label's value, is b c
        node.labels=x                   | podbridge.node.labels must be a block of names with texts, is x
        node.taint.key=a/b/c            | podbridge.node.taint.key must be prefix/name or name, is a/b/c
        node.taint.value=a b            | podbridge.node.taint.value must be a label's value, is a b
        node.taint.effect=never         | must be one of no-schedule, prefer-no-schedule, no-execute, is never
        node.capacity.cpu=many          | podbridge.node.capacity.cpu must be a quantity, is many
        node.capacity.memory=1GB        | podbridge.node.capacity.memory must be a quantity, is 1GB
        node.capacity.pods=5            | Set podbridge.node.pods.
        node.address=localhost          | podbridge.node.address must be an IP address, is localhost
        node.address=10.0.0.256         | podbridge.node.address must be an IP address, is 10.0.0.256
        node.address=1.2.3              | podbridge.node.address must be an IP address, is 1.2.3
        node.address=:x                 | podbridge.node.address must be an IP address, is :x
        node.pods=200000                | OK
        node.pods=200001                | podbridge.node.pods must be a whole number of 1 to 200000, is 200001
        node.lease-duration=5 h         | podbridge.node.lease-duration must be 10s to 10m, is 5 h
        node.lease-duration=40          | Write the unit: ms, s, m, h.
        node.lease-durration=40s        | Did you mean lease-duration?
        node=x                          | podbridge.node must be a block, is x
        pods.back-off-min=1m            | OK
        pods.back-off-max=1s            | OK
        status-writer.back-off-min=40s  | podbridge.status-writer.back-off-min must not be above back-off-max, which is 30s, is 40s
        feed.back-off-min=20s           | podbridge.feed.back-off-min must not be above back-off-max, which is 15s, is 20s
        feed.scope=everything           | podbridge.feed.scope must be one of node, cluster, auto, is everything
        kubernetes.max-in-flight=100    | podbridge.kubernetes.max-in-flight must be at most 90 for each of connections, which is 1, is 100
        kubernetes.token=hunter2        | Secrets are read from files only
        events.normal-rate=0            | podbridge.events.normal-rate must be a number of 0.01 to 1000, is 0
        cluster.port=70000              | podbridge.cluster.port must be a whole number of 0 to 65535, is 70000
        provider=simulatd               | podbridge.provider must be one of process, simulated, is simulatd
        provider=simulatd               | Did you mean simulated?
        provider=aci                    | podbridge providers lists them.
        providers.simulatd.x=1          | podbridge.providers.simulatd is not a setting.
        """)
    void saysWhatIsWrong(String argument, String message) {
        if (message.equals("OK")) {
            assertThat(read(argument)).isNotNull();
        } else {
            assertThatThrownBy(() -> read(argument))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("--set ")
                    .hasMessageContaining(message)
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void saysEverythingAtOnce() {
        assertThatThrownBy(() -> read("node.name=X", "provider=y", "cluster.port=z", "stray=1"))
                .hasMessageStartingWith("The configuration has 4 errors:");
    }

    private static PodbridgeSettings read(String... sets) {
        return PodbridgeSettings.read(ConfigLoader.loadWith(Optional.empty(), List.of(sets)), PROVIDERS);
    }
}
