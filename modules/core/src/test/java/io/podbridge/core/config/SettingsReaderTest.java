package io.podbridge.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    private enum Effect {
        NO_SCHEDULE,
        NO_EXECUTE
    }

    @Test
    void readsEveryType() {
        var reader = reader("""
            p {
              time = 5 m, count = "7", rate = 2.5, name = " it ", nothing = "", on = yes, size = 10 MiB,
              list = [a, 2], commas = "a, b,", file = /x/../y, effect = no-execute,
              labels { a.b/c = 1, "d.e" = f, gone = null }
            }\
            """);
        assertThat(reader.duration("time", Duration.ZERO, Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(5));
        assertThat(reader.integer("count", 0, 9)).isEqualTo(7);
        assertThat(reader.number("rate", 0, 9)).isEqualTo(2.5);
        assertThat(reader.text("name")).isEqualTo("it");
        assertThat(reader.optionalText("nothing")).isEmpty();
        assertThat(reader.optionalText("absent")).isEmpty();
        assertThat(reader.flag("on")).isTrue();
        assertThat(reader.bytes("size", 0, 1 << 30)).isEqualTo(10 << 20);
        assertThat(reader.texts("list")).containsExactly("a", "2");
        assertThat(reader.texts("commas")).containsExactly("a", "b");
        assertThat(reader.path("file")).isEqualTo(Path.of("/y"));
        assertThat(reader.oneOf("effect", Effect.class)).isEqualTo(Effect.NO_EXECUTE);
        assertThat(reader.textMap("labels")).isEqualTo(Map.of("a.b/c", "1", "d.e", "f"));
        reader.finish();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        k = 5 h            | must be 100ms to 10m, is 5 h
        k = 99ms           | must be 100ms to 10m, is 99ms
        k = -1s            | must be 100ms to 10m, is -1s
        k = 5000           | must be 100ms to 10m, is 5000
        k = soon           | must be 100ms to 10m, is soon
        k = ""             | must be 100ms to 10m, is empty
        k = [1s]           | must be 100ms to 10m, is a list
        k { a = 1 }        | must be 100ms to 10m, is a block
        k {}               | must be 100ms to 10m, is an empty block
        k = null           | is not set.
        x = 1              | is not set.
        """)
    void refusesDurations(String text, String message) {
        assertProblem(text, message, reader -> {
            assertThat(reader.duration("k", Duration.ofMillis(100), Duration.ofMinutes(10)))
                    .isEqualTo(Duration.ofMillis(100));
            reader.isSet("x");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        k = 0       | must be a whole number of 1 to 64, is 0
        k = 65      | must be a whole number of 1 to 64, is 65
        k = 1.5     | must be a whole number of 1 to 64, is 1.5
        k = many    | must be a whole number of 1 to 64, is many
        k = 1e99    | must be a whole number of 1 to 64, is 1.0E99
        k = "1e999999999" | must be a whole number of 1 to 64, is 1e999999999
        k = true    | must be a whole number of 1 to 64, is true
        """)
    void refusesIntegers(String text, String message) {
        assertProblem(
                text, message, reader -> assertThat(reader.integer("k", 1, 64)).isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        k = 0.01    | must be a number of 0.1 to 100, is 0.01
        k = NaN     | must be a number of 0.1 to 100, is NaN
        k = Infinity| must be a number of 0.1 to 100, is Infinity
        """)
    void refusesNumbers(String text, String message) {
        assertProblem(
                text,
                message,
                reader -> assertThat(reader.number("k", 0.1, 100)).isEqualTo(0.1));
    }

    @Test
    void refusesTheOtherTypes() {
        assertProblem("k = \" \"", "must be a text, is empty", reader -> reader.text("k"));
        assertProblem("k = [a]", "must be a text, is a list", reader -> reader.optionalText("k"));
        assertProblem("k = maybe", "must be true or false, is maybe", reader -> reader.flag("k"));
        assertProblem("k = [[a]]", "must be a list of texts, is a list", reader -> reader.texts("k"));
        assertProblem(
                "k { a = [b] }", "must be a block of names with texts, is a block", reader -> reader.textMap("k"));
        assertProblem("k = \"a\\u0000b\"", "must be a path, is a?b", reader -> reader.path("k"));
        assertProblem(
                "k = prefer",
                "must be one of no-schedule, no-execute, is prefer",
                reader -> assertThat(reader.oneOf("k", Effect.class)).isEqualTo(Effect.NO_SCHEDULE));
        assertProblem("k = 1 GiB", "must be a size of 1 to 1024 bytes, is 1 GiB", reader -> reader.bytes("k", 1, 1024));
        assertProblem("k = 7", "must be a block, is 7", reader -> reader.section("k"));
        assertProblem("k = 7", "must be above j", reader -> {
            reader.integer("k", 0, 9);
            reader.error("k", "must be above j");
        });
    }

    @Test
    void asksForTheUnit() {
        var problem = problems(reader("p.k = 40"), reader -> reader.duration("k", Duration.ZERO, Duration.ofHours(1)))
                .getFirst();
        assertThat(problem.suggestion()).contains("unit");
    }

    @Test
    void reportsEverythingAtOnceInTheOrderOfTheFile(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("a.conf"), """
            p {
              name = x
              node { leese-duration = 40s, pods = 0 }
              stray = 1
            }
            """);
        var reader = SettingsReader.of(ConfigFactory.parseFile(file.toFile()), "p");
        reader.text("name");
        var node = reader.section("node");
        node.integer("pods", 1, 1000);
        node.duration("lease-duration", Duration.ofSeconds(10), Duration.ofMinutes(10));
        var thrown = catchThrowableOfType(ConfigurationException.class, reader::finish);
        assertThat(thrown).hasMessage("""
            The configuration has 4 errors:
              %1$s:3: p.node.pods must be a whole number of 1 to 1000, is 0
              %1$s:3: p.node.lease-duration is not set.
                  It must be 10s to 10m.
              %1$s:3: p.node.leese-duration is not a setting.
                  Did you mean lease-duration?
              %1$s:4: p.stray is not a setting.
                  Remove it. Known here: name, node.\
            """.formatted(file));
    }

    @Test
    void findsTheKeyInAnotherSection() {
        var reader = reader("p { node { max-in-flight = 1 }, kubernetes { max-in-flight = 2 } }");
        var found = problems(reader, root -> {
            root.section("node").isSet("name");
            root.section("kubernetes").integer("max-in-flight", 1, 9);
        });
        assertThat(found)
                .extracting(ConfigurationProblem::suggestion)
                .containsExactly("Did you mean p.kubernetes.max-in-flight?");
    }

    @Test
    void neverQuotesASecret() {
        var found =
                problems(reader("p { token = hunter2, password = [hunter2] }"), root -> root.integer("password", 1, 2));
        assertThat(new ConfigurationException(found))
                .hasMessageContaining("files only")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void leavesAnOpenBlockToItsReader() {
        var reader = reader("p.providers.x { any = 1 }");
        var block = reader.section("providers").open("x");
        reader.finish();
        var inner = SettingsReader.ofBlock(block, "p.providers.x");
        inner.isSet("some");
        assertThatThrownBy(inner::finish).hasMessageContaining("p.providers.x.any is not a setting.");
    }

    @Test
    void namesOriginsThatAreNoFiles() {
        var options = ConfigParseOptions.defaults().setOriginDescription("--set node.pods");
        var reader = SettingsReader.of(ConfigFactory.parseString("p.pods = 0", options), "p");
        assertThat(problems(reader, root -> root.integer("pods", 1, 2)))
                .extracting(ConfigurationProblem::origin)
                .containsExactly("--set node.pods");
    }

    @Test
    void resolvesPathsAgainstTheirFile(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("a.conf"), "p { kube = ../k, home = ~/k, empty = \"\" }");
        var reader = SettingsReader.of(ConfigFactory.parseFile(file.toFile()), "p");
        assertThat(reader.path("kube")).isEqualTo(directory.resolveSibling("k"));
        assertThat(reader.optionalPath("home")).isEqualTo(Optional.of(Path.of(System.getProperty("user.home"), "k")));
        assertThat(reader.optionalPath("empty")).isEmpty();
        assertThat(reader("p.kube = k").path("kube")).isEqualTo(Path.of("k"));
    }

    @Test
    void aSectionThatIsNotThereIsEmpty() {
        var reader = SettingsReader.of(ConfigFactory.empty(), "p");
        assertThat(reader.section("a").section("b").optionalText("c")).isEmpty();
        reader.finish();
        assertThatThrownBy(() -> SettingsReader.of(ConfigFactory.parseString("p = 1"), "p")
                        .finish())
                .hasMessageContaining("p must be a block, is 1");
    }

    @ParameterizedTest
    @CsvSource({
        "leese,lease",
        "max-inflight,max-in-flight",
        "nmae,name",
        "taint-effekt,taint-effect",
        "NAME,name",
        "leaseDuration,lease-duration",
        "zzz,",
        "nam,name",
        "pdo,pod",
        "xyz,"
    })
    void suggestsWhatIsClose(String typed, String expected) {
        var words = List.of("lease", "lease-duration", "max-in-flight", "name", "taint-effect", "n", "pod");
        assertThat(Similar.closest(typed, words)).isEqualTo(Optional.ofNullable(expected));
    }

    private static void assertProblem(String text, String message, Consumer<SettingsReader> read) {
        assertThat(problems(reader("p { " + text + " }"), read))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo(message));
    }

    private static List<ConfigurationProblem> problems(SettingsReader reader, Consumer<SettingsReader> read) {
        read.accept(reader);
        return catchThrowableOfType(ConfigurationException.class, reader::finish)
                .problems();
    }

    private static SettingsReader reader(String text) {
        return SettingsReader.of(ConfigFactory.parseString(text), "p");
    }
}
