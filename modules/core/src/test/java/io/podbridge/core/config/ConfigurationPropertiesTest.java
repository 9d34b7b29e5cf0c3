package io.podbridge.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import io.podbridge.core.settings.PodbridgeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is written, the answer is settings in range or a {@link ConfigurationException}, never anything else. */
class ConfigurationPropertiesTest {
    /** What HOCON is made of. */
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            "=",
            ":",
            ",",
            "\n",
            "\"",
            "\"\"\"",
            "${",
            "${?",
            "}",
            "#",
            ".",
            "include ",
            "+=",
            "podbridge",
            "pekko",
            "node",
            "name",
            "40s",
            "\\",
            "\u0000",
            "file(",
            ")",
            "null");

    private static final Config DEFAULTS = ConfigLoader.load(Optional.empty(), List.of());
    private static final List<List<String>> PATHS = paths();

    @Property(tries = 1500)
    void anyValuesInAnyPlaces(@ForAll("changes") List<Change> changes) {
        var config = DEFAULTS;
        for (var change : changes) {
            var path = ConfigUtil.joinPath(change.path());
            config = ConfigValueFactory.fromAnyRef(change.value().orElse(null), "test")
                    .atPath(path)
                    .withFallback(config);
        }
        try {
            var settings = PodbridgeSettings.read(config, Set.of("simulated"));
            assertThat(settings.node().leaseDuration()).isBetween(Duration.ofSeconds(10), Duration.ofMinutes(10));
            assertThat(settings.pods().backOffMin())
                    .isLessThanOrEqualTo(settings.pods().backOffMax());
            assertThat(settings.node().name()).matches("[a-z0-9][-.a-z0-9]{0,62}");
        } catch (ConfigurationException refused) {
            assertThat(refused.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.message()).isNotBlank();
                assertThat(problem.origin()).isNotBlank();
            });
        }
    }

    @Property(tries = 300)
    void anyFile(@ForAll("texts") String text) throws IOException {
        var file = Files.createTempFile("podbridge", ".conf");
        try {
            Files.writeString(file, text);
            ConfigLoader.loadWith(Optional.of(file), List.of());
        } catch (ConfigurationException refused) {
            assertThat(refused.problems()).isNotEmpty();
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 500)
    void anyArgument(@ForAll("texts") String argument) {
        try {
            ConfigOverride.parse(argument).config();
        } catch (ConfigurationException refused) {
            assertThat(refused.problems()).isNotEmpty();
        }
    }

    @Property
    void aWordIsClosestToItself(@ForAll("words") String word, @ForAll("words") String other) {
        assertThat(Similar.closest(word, List.of(other, word))).contains(word);
        assertThat(Similar.distance(word, other)).isEqualTo(Similar.distance(other, word));
    }

    record Change(List<String> path, Optional<Object> value) {}

    @Provide
    Arbitrary<List<Change>> changes() {
        var known = Arbitraries.of(PATHS);
        var strange = words().list().ofMinSize(1).ofMaxSize(3).map(names -> {
            var path = new ArrayList<>(List.of("podbridge"));
            path.addAll(names);
            return List.copyOf(path);
        });
        var paths = Arbitraries.frequencyOf(Tuple.of(4, known), Tuple.of(1, strange));
        return Combinators.combine(paths, values().optional())
                .as(Change::new)
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                words().map(Object.class::cast),
                Arbitraries.strings().ofMaxLength(20).map(Object.class::cast),
                Arbitraries.integers().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast),
                Arbitraries.of("10s", "5 h", "1e9999", "-1s", "99999999999999999999d", "1ns", "NaN", "a.b/c", "::1")
                        .map(Object.class::cast));
        return Arbitraries.oneOf(
                scalars,
                scalars.list().ofMaxSize(3).map(Object.class::cast),
                Arbitraries.maps(words(), scalars).ofMaxSize(3).map(Object.class::cast));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                        Tuple.of(5, Arbitraries.of(TOKENS)),
                        Tuple.of(1, Arbitraries.strings().ofMaxLength(5)))
                .list()
                .ofMaxSize(15)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('-')
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    private static List<List<String>> paths() {
        return DEFAULTS.getConfig("podbridge").entrySet().stream()
                .map(Map.Entry::getKey)
                .map(key -> ConfigUtil.splitPath("podbridge." + key))
                .flatMap(path -> Stream.of(path, path.subList(0, path.size() - 1)))
                .filter(path -> !path.isEmpty())
                .distinct()
                .toList();
    }
}
