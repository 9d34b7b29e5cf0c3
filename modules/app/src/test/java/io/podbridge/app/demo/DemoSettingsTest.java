package io.podbridge.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.podbridge.app.Providers;
import io.podbridge.core.config.ConfigLoader;
import io.podbridge.core.settings.PodbridgeSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the replicas make of the arguments that they are given. */
class DemoSettingsTest {
    private static final DemoFiles FILES = new DemoFiles(Path.of("/tmp/a demo"));
    private static final List<Integer> PORTS = List.of(20001, 20002, 20003, 20011, 20012, 20013, 20021, 20022, 20023);

    @Test
    void allReplicasMakeOneCluster() {
        var replicas = IntStream.rangeClosed(1, 3)
                .mapToObj(replica -> read(settings(), replica))
                .toList();
        assertThat(replicas)
                .extracting(replica ->
                        replica.cluster().host() + ":" + replica.cluster().port())
                .containsExactlyElementsOf(replicas.getFirst().cluster().seeds());
        assertThat(replicas).allSatisfy(replica -> {
            assertThat(replica.cluster().seeds())
                    .isEqualTo(replicas.getFirst().cluster().seeds());
            assertThat(replica.cluster().identity()).hasValue("demo-1");
            assertThat(replica.node()).isEqualTo(replicas.getFirst().node());
        });
        assertThat(replicas).extracting(replica -> replica.kubelet().port()).containsExactly(20011, 20012, 20013);
        assertThat(replicas).extracting(replica -> replica.relay().port()).containsExactly(20021, 20022, 20023);
    }

    @Test
    void everythingIsWrittenBelowTheDirectory() {
        assertThat(config(settings(), 1).getString("podbridge.providers.simulated.directory"))
                .isEqualTo("/tmp/a demo/simulated-cloud");
        assertThat(config(settings(), 1).getString("podbridge.providers.process.directory"))
                .isEqualTo("/tmp/a demo/processes");
    }

    @Test
    void theUserHasTheLastWord() {
        var read = read(settings("node.pods=7", "node.taint.enabled=true", "node.labels={a=b}"), 2);
        assertThat(read.node().pods()).isEqualTo(7);
        assertThat(read.node().taint()).isPresent();
        assertThat(read.node().labels()).containsEntry("a", "b");
    }

    @Test
    void onItsOwnServerAnybodysPodsMayCome() {
        assertThat(read(settings(), 1).node().taint()).isEmpty();
        var options =
                DemoOptions.of(3, 10, Optional.of(Path.of("kubeconfig")), Optional.empty(), true, List.of(), List.of());
        assertThat(read(new DemoSettings(options, FILES, Path.of("k"), "demo-1", PORTS), 1)
                        .node()
                        .taint())
                .isPresent();
    }

    @Test
    void processesAreSwitchedOnByAskingForThem() {
        assertThat(config(settings(), 1).getBoolean("podbridge.providers.process.enabled"))
                .isFalse();
        assertThat(config(settings("provider=process"), 1).getBoolean("podbridge.providers.process.enabled"))
                .isTrue();
    }

    @Test
    void findsReplicasByTheirAddress() {
        assertThat(settings().replicaAt("pekko://podbridge@127.0.0.1:20002#-1")).hasValue(2);
        assertThat(settings().replicaAt("pekko://podbridge@127.0.0.1:20009#-1")).isEmpty();
    }

    private static DemoSettings settings(String... sets) {
        return new DemoSettings(DemoOptionsTest.options(3, 10, sets), FILES, Path.of("k"), "demo-1", PORTS);
    }

    private static PodbridgeSettings read(DemoSettings settings, int replica) {
        return PodbridgeSettings.read(config(settings, replica), Providers.names());
    }

    /** By way of the command line. */
    private static Config config(DemoSettings settings, int replica) {
        var arguments = settings.arguments(replica);
        assertThat(arguments).startsWith("run", "--until-stdin-ends");
        List<String> sets = new ArrayList<>(arguments.subList(2, arguments.size()));
        sets.removeIf("--set"::equals);
        return ConfigLoader.loadWith(Optional.empty(), sets);
    }
}
