package io.podbridge.devcluster.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m 1|1",
                "m 1.5e+06|1500000",
                "m +2.|2",
                "m .25 17|0.25",
                "m{} 3|3",
                "m{a=\"b\"} 4|4",
                "m { a = \"b\" , c=\"d\", } 5|5",
                "m\t6|6"
            })
    void readsAValue(String line, double value) {
        assertThat(SampleLine.parse(line).name()).isEqualTo("m");
        assertThat(SampleLine.parse(line).value()).isEqualTo(value);
    }

    @Test
    void readsLabelsWithWhatStandsInThem() {
        var line = SampleLine.parse("m{a=\"x, \\\"y\\\"} = \\\\\",b_2=\"1\\n2\"} 1 1700000000123");
        assertThat(line.labels()).isEqualTo(Map.of("a", "x, \"y\"} = \\", "b_2", "1\n2"));
        assertThat(line.time()).contains(Instant.ofEpochMilli(1_700_000_000_123L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m",
                "m ",
                "m x",
                "m -1",
                "m NaN",
                "m +Inf",
                "m 1e999",
                "m 0x1p3",
                "m 1d",
                "m 1 x",
                "m 1 -5",
                "m 1 1234567890123456",
                "m 1 2 3",
                "m{",
                "m{a",
                "m{a=",
                "m{a=b} 1",
                "m{a=\"b} 1",
                "m{a=\"b\\",
                "m{a=\"b\" c=\"d\"} 1",
                "m{a=\"b\",a=\"c\"} 1",
                "m{=\"b\"} 1",
                "m{a=\"b\"}"
            })
    void refusesWhatIsNoAmount(String line) {
        assertThatThrownBy(() -> SampleLine.parse(line)).isInstanceOf(SampleLine.Malformed.class);
    }

    @Property
    void readsWhatIsWritten(
            @ForAll String label,
            @ForAll @DoubleRange(min = 0, max = 1e15) double value,
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long time) {
        var escaped = label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        var line = "m{l=\"" + escaped + "\"} " + value + " " + time;
        assertThat(SampleLine.parse(line))
                .isEqualTo(new SampleLine("m", Map.of("l", label), value, Optional.of(Instant.ofEpochMilli(time))));
    }

    @Property
    void neverFailsOtherwise(@ForAll String rest) {
        try {
            assertThat(SampleLine.parse("m" + rest).value()).isNotNegative().isFinite();
        } catch (SampleLine.Malformed refused) {
            assertThat(refused).isNotNull();
        }
    }
}
