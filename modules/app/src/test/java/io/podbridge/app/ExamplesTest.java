package io.podbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.config.ConfigLoader;
import io.podbridge.core.settings.PodbridgeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples run as they are. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../../conf/examples");

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".conf"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void loads(Path example) {
        assertThat(read(example).node().name()).startsWith("podbridge-");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void saysWhatItIsAndNamesFilesThatAreThere(Path example) throws IOException {
        var text = Files.readString(example);
        assertThat(text).startsWith("# ");
        var command = Pattern.compile("podbridge run --config (\\S+)").matcher(text);
        while (command.find()) {
            assertThat(Path.of("../..").resolve(command.group(1)))
                    .isRegularFile()
                    .hasSameTextualContentAs(example);
        }
    }

    @Test
    void theThreeReplicasMakeOneCluster() {
        var replicas = Stream.of(1, 2, 3)
                .map(number -> read(EXAMPLES.resolve("three-replicas/replica-" + number + ".conf")))
                .toList();
        var first = replicas.getFirst();
        assertThat(replicas).allSatisfy(replica -> {
            assertThat(replica.node()).isEqualTo(first.node());
            assertThat(replica.provider()).isEqualTo(first.provider());
            assertThat(replica.cluster().name()).isEqualTo(first.cluster().name());
            assertThat(replica.cluster().seeds()).isEqualTo(first.cluster().seeds());
        });
        assertThat(replicas)
                .extracting(replica ->
                        replica.cluster().host() + ":" + replica.cluster().port())
                .containsExactlyElementsOf(first.cluster().seeds());
    }

    private static PodbridgeSettings read(Path example) {
        return PodbridgeSettings.read(ConfigLoader.loadWith(Optional.of(example), List.of()), Providers.names());
    }
}
