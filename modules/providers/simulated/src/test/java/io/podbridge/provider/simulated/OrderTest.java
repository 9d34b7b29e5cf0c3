package io.podbridge.provider.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podbridge.core.config.SettingsReader;
import io.podbridge.provider.simulated.FailureRates.Fate;
import io.podbridge.testkit.provider.PodBuilder;
import io.podbridge.testkit.provider.PodFixtures;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTest {
    @Test
    void settingsSayWhatAPodDoes() {
        Order order =
                draw("run-time = 5s, exit-code = 4, create-latency { min = 3ms, max = 3ms }, hang = [delete]", pod());

        ContainerPlan web = order.plan().containers().getFirst();
        assertThat(web.runMillis()).isEqualTo(5_000);
        assertThat(web.exitCode()).isEqualTo(4);
        assertThat(web.image()).isEqualTo("example.org/web:1");
        assertThat(order.answerMillis()).isEqualTo(3);
        assertThat(order.fate()).isEqualTo(Fate.ANSWERED);
        assertThat(order.plan().hang()).containsExactly(Call.DELETE);
    }

    @Test
    void annotationsOverrideThemForAllContainers() {
        Order order = draw(
                "",
                pod().initContainer(PodFixtures.container("setup", "setup:1", List.of()))
                        .annotation(Overrides.PREFIX + "run-time", "2m")
                        .annotation(Overrides.PREFIX + "exit-code", "7")
                        .annotation(Overrides.PREFIX + "start-latency", "1s..1s"));

        assertThat(order.plan().containers()).allMatch(container -> container.runMillis() == 120_000);
        assertThat(order.plan().containers()).allMatch(container -> container.exitCode() == 7);
        assertThat(order.plan().initContainers()).allMatch(container -> container.exitCode() == 0);
        assertThat(order.plan().initContainers()).allMatch(container -> container.runMillis() == 5);
        assertThat(order.plan().startMillis()).isEqualTo(1_000);
    }

    @Test
    void annotationsOverrideThemForSomeContainers() {
        Order order = draw(
                "exit-code = 1",
                pod().initContainer(PodFixtures.container("setup", "setup:1", List.of()))
                        .annotation(Overrides.PREFIX + "exit-code", "setup=2, helper=3"));

        assertThat(order.plan().initContainers())
                .extracting(ContainerPlan::exitCode)
                .containsExactly(2);
        assertThat(order.plan().containers())
                .extracting(ContainerPlan::exitCode)
                .containsExactly(1, 3);
    }

    @Test
    void failuresAreDrawnAtTheirRates() {
        var random = new SplittableRandom(7);
        var rates = new FailureRates(0.1, 0.2, 0.3);
        Map<Fate, Integer> drawn = new EnumMap<>(Fate.class);
        for (int i = 0; i < 10_000; i++) {
            drawn.merge(rates.draw(random), 1, Integer::sum);
        }
        assertThat(drawn.get(Fate.REJECTED)).isBetween(800, 1_200);
        assertThat(drawn.get(Fate.UNAVAILABLE_BEFORE)).isBetween(1_700, 2_300);
        assertThat(drawn.get(Fate.UNAVAILABLE_AFTER)).isBetween(2_700, 3_300);
    }

    @Test
    void aCallThatMustFailAlwaysDoes() {
        assertThat(draw("", pod().annotation(Overrides.PREFIX + "create-failures", "unavailable-after=1"))
                        .fate())
                .isEqualTo(Fate.UNAVAILABLE_AFTER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        run-time|soon
        run-time|-1s
        exit-code|256
        exit-code|web
        exit-code|web=
        start-latency|2s..1s
        create-failures|rejected=2
        create-failures|broken=1
        hang|exec
        colour|blue
        """)
    void aWrongAnnotationIsNamed(String key, String value) {
        assertThatThrownBy(() -> draw("", pod().annotation(Overrides.PREFIX + key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Overrides.PREFIX + key);
    }

    @Test
    void wrongSettingsAreAllNamed() {
        assertThatThrownBy(() -> settings("hang = [exec], exit-code = 256, start-latency { min = 2s, max = 1s },"
                        + "create-failures { rejected = 0.6, unavailable-after = 0.6 }"))
                .hasMessageContaining("hang")
                .hasMessageContaining("exit-code")
                .hasMessageContaining("start-latency.max")
                .hasMessageContaining("create-failures.rejected");
    }

    @Test
    void theShippedSettingsAreGood() {
        SimulatedSettings settings = settings("");
        assertThat(settings.hang()).isEqualTo(Set.of());
        assertThat(settings.pushes()).isTrue();
    }

    private static PodBuilder pod() {
        return PodFixtures.pod("web").container("web", "example.org/web:1").container("helper", "example.org/helper:1");
    }

    private static Order draw(String more, PodBuilder pod) {
        return Order.draw(pod.request(), settings(more), new SplittableRandom(1));
    }

    private static SimulatedSettings settings(String more) {
        var reader = SettingsReader.ofBlock(Clouds.settings(Path.of("unused"), more), "podbridge.providers.simulated");
        var settings = SimulatedSettings.read(reader);
        reader.finish();
        return settings;
    }
}
