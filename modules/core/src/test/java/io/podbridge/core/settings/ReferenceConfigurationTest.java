package io.podbridge.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.podbridge.core.config.ConfigLoader;
import io.podbridge.core.config.ConfigurationException;
import io.podbridge.core.config.ConfigurationProblem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps {@code conf/podbridge.conf} and the code that reads it equal: neither has a setting or range of its own. */
class ReferenceConfigurationTest {

    private static final Config FILE = ConfigFactory.parseFile(
                    Path.of("../../conf/podbridge.conf").toFile())
            .resolve();

    /** Whose names are free. */
    private static final Set<String> MAPS =
            Set.of("podbridge.node.labels", "podbridge.node.capacity", "podbridge.node.default-capacity");

    /** Read by the providers. */
    private static final Set<String> OPEN = Set.of("podbridge.providers");

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingHasItsReasonAndItsRange(String path, ConfigValue value) {
        var comment = comment(value);
        assertThat(comment)
                .as("the comment of %s (a blank line before it)", path)
                .hasSizeGreaterThan(60);
        assertThat(comment.toLowerCase(Locale.ROOT))
                .as("the comment of %s says what may be written", path)
                .contains(expected(path).toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void everySettingThatIsReadIsInTheFile(String section, ConfigObject block) {
        assertThat(known(section)).containsExactlyInAnyOrderElementsOf(block.keySet());
    }

    @Test
    void everySettingInTheFileIsRead() {
        assertThat(settings()).hasSizeGreaterThan(50);
        assertThat(problem(ConfigFactory.empty())).isEmpty();
    }

    static Stream<Object[]> settings() {
        return values().entrySet().stream()
                .filter(entry -> !isSection(entry.getKey(), entry.getValue()))
                .map(entry -> new Object[] {entry.getKey(), entry.getValue()});
    }

    static Stream<Object[]> sections() {
        return values().entrySet().stream()
                .filter(entry -> isSection(entry.getKey(), entry.getValue()))
                .map(entry -> new Object[] {entry.getKey(), entry.getValue()});
    }

    /** What the code says when the setting is something that no setting can be. */
    private static String expected(String path) {
        var nonsense = ConfigValueFactory.fromAnyRef(List.of(List.of("?"))).atPath(path);
        var message = problem(nonsense).stream()
                .filter(problem -> problem.path().equals(path))
                .map(ConfigurationProblem::message)
                .findFirst()
                .orElseThrow();
        return message.replaceFirst("^must be ", "").replaceFirst(", is a list$", "");
    }

    /** What the code knows in the section, from what it says about a name that it does not know. */
    private static List<String> known(String section) {
        var stray = ConfigValueFactory.fromAnyRef(1).atPath(section + ".zzzzzzzzzzzz");
        var suggestion = problem(stray).getFirst().suggestion();
        return Arrays.asList(
                suggestion.replaceFirst(".*Known here: (.*)\\.", "$1").split(", "));
    }

    private static List<ConfigurationProblem> problem(Config change) {
        var config = change.withFallback(ConfigLoader.load(Optional.empty(), List.of()));
        var thrown = catchThrowableOfType(
                ConfigurationException.class, () -> PodbridgeSettings.read(config, Set.of("simulated")));
        return thrown == null ? List.of() : thrown.problems();
    }

    private static Map<String, ConfigValue> values() {
        var values = new TreeMap<String, ConfigValue>();
        collect("podbridge", FILE.getValue("podbridge"), values);
        values.keySet().removeIf(path -> path.startsWith("podbridge.cluster")); // cluster.conf, which has its own test
        return values;
    }

    private static void collect(String path, ConfigValue value, Map<String, ConfigValue> values) {
        if (!OPEN.contains(path)) {
            values.put(path, value);
            if (isSection(path, value)) {
                ((ConfigObject) value)
                        .forEach((key, child) -> collect(path + "." + ConfigUtil.joinPath(key), child, values));
            }
        }
    }

    private static boolean isSection(String path, ConfigValue value) {
        return value instanceof ConfigObject && !MAPS.contains(path);
    }

    private static String comment(ConfigValue value) {
        return value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
    }
}
