package io.podbridge.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {

    @TempDir
    private Path directory;

    @Test
    void withoutAFileTheDefaultsHold() {
        var config = ConfigLoader.loadWith(Optional.empty(), List.of());
        assertThat(config.getString("podbridge.node.name")).isEqualTo("podbridge");
        assertThat(config.getString("pekko.actor.provider")).isEqualTo("cluster");
    }

    @Test
    void theCommandLineBeatsTheFileBeatsTheDefaults() throws IOException {
        var config = load("podbridge.node { name = file, pods = 7 }", "node.name=set", "podbridge.node.name=last");
        assertThat(config.getString("podbridge.node.name")).isEqualTo("last");
        assertThat(config.getInt("podbridge.node.pods")).isEqualTo(7);
        assertThat(config.getString("podbridge.node.lease-duration")).isEqualTo("40s");
    }

    @Test
    void pekkosSettingsInTheFileBeatOurs() throws IOException {
        var config = load("pekko.cluster.seed-node-timeout = 3s", "pekko.loglevel=DEBUG");
        assertThat(config.getString("pekko.cluster.seed-node-timeout")).isEqualTo("3s");
        assertThat(config.getString("pekko.loglevel")).isEqualTo("DEBUG");
    }

    @Test
    void filesIncludeOthersAndAskTheEnvironment() throws IOException {
        Files.writeString(directory.resolve("shared.conf"), "podbridge.node.pods = 5");
        var config = load("""
            include "shared.conf"
            podbridge.node { name = fallback, name = ${?PATH}, address = ${?PODBRIDGE_NOT_SET_ANYWHERE} }
            """);
        assertThat(config.getInt("podbridge.node.pods")).isEqualTo(5);
        assertThat(config.getString("podbridge.node.name")).isEqualTo(System.getenv("PATH"));
        assertThat(config.getString("podbridge.node.address")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        node.name=a=b                          | node.name                     | a=b
        node.name=                             | node.name                     | ``
        node.name=http://x:1                   | node.name                     | http://x:1
        node.name="quo,ted"                    | node.name                     | quo,ted
        cluster.seeds=["a:1", "b:2"]           | cluster.seeds                 | [a:1, b:2]
        node.labels."example.com/a.b"=c        | node.labels."example.com/a.b" | c
        node.name=${HOME}                      | node.name                     | ${HOME}
        """)
    void takesValuesOfTheCommandLineAsTheyAre(String argument, String path, String value) {
        var config = ConfigLoader.loadWith(Optional.empty(), List.of(argument));
        assertThat(config.getAnyRef("podbridge." + path)).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        node.name       | --set node.name: must be a path and a value.
        =edge           | --set =edge: must be a path and a value.
        node..name=x    | --set node..name: is no path.
        node.labels={   | --set node.labels: is no list, block or quoted text.
        pod.x.y=1       | OK
        """)
    void refusesArguments(String argument, String message) {
        if (message.equals("OK")) {
            ConfigLoader.loadWith(Optional.empty(), List.of(argument)); // its name is checked by the reader
        } else {
            assertThatThrownBy(() -> ConfigLoader.loadWith(Optional.empty(), List.of(argument)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(message);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        podbridge.node.name = [\\n1             | file.conf:2:
        podbridge.node.name = a\\n }            | file.conf:2:
        \\n\\npodbridge.node.name = ${nowhere}  | file.conf:3: Could not resolve substitution
        podbrige.node.name = a                  | file.conf:1: podbrige is not a setting.
        \\nname = a                             | file.conf:2: name is not a setting.
        include "gone.conf"                     | gone.conf: is included, and cannot be read.
        include file("gone.conf")               | gone.conf: is included, and cannot be read.
        include required("gone.conf")           | gone.conf: is included, and cannot be read.
        """)
    void refusesFilesAndSaysWhere(String text, String message) {
        assertThatThrownBy(() -> load(text.replace("\\n", "\n")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void suggestsTheRightNameAtTheTop() {
        assertThatThrownBy(() -> load("podbrige.node.name = a")).hasMessageContaining("Did you mean podbridge?");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> ConfigLoader.loadWith(Optional.of(directory.resolve("none.conf")), List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none.conf: cannot be read.");
    }

    @Test
    void showsWhatHoldsAndWhereItIsWritten() throws IOException {
        var config = load(
                "podbridge.node { name = edge\n pods = 7 }\n podbridge.x.token = hunter2", "node.address=10.0.0.1");
        assertThat(ConfigReport.lines(config, "podbridge"))
                .contains(
                        "podbridge.node.name = \"edge\"  # " + directory.resolve("file.conf") + ":1",
                        "podbridge.node.pods = 7  # " + directory.resolve("file.conf") + ":2",
                        "podbridge.node.address = \"10.0.0.1\"  # --set node.address")
                .anyMatch(line ->
                        line.matches("podbridge.node.lease-duration = \"40s\" {2}# podbridge/podbridge.conf:\\d+"))
                .anyMatch(line -> line.startsWith("podbridge.x.token = ***"));
    }

    private Config load(String text, String... sets) throws IOException {
        var file = Files.writeString(directory.resolve("file.conf"), text);
        return ConfigLoader.loadWith(Optional.of(file), List.of(sets));
    }
}
