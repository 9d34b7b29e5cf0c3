package io.podbridge.devcluster.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what Go prints. */
class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1n",
        "123456789,123456789n",
        "123456000,123456u",
        "250000000,250m",
        "1500000000,1500m",
        "2000000000,2",
        "9223372036854775807,9223372036854775807n"
    })
    void writesProcessorTime(long nanocores, String text) {
        assertThat(Quantities.cpu(nanocores)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "500,500",
        "1000,1k",
        "1023,1023",
        "1024,1Ki",
        "1025,1025",
        "1536,1536",
        "12640256,12344Ki",
        "38797312,37Mi",
        "4611686018427387904,4Ei"
    })
    void writesMemory(long bytes, String text) {
        assertThat(Quantities.memory(bytes)).isEqualTo(text);
    }

    @Property
    void loseNothing(@ForAll @LongRange(min = 0) long amount) {
        assertThat(new Quantity(Quantities.memory(amount)).getNumericalAmount())
                .isEqualByComparingTo(BigDecimal.valueOf(amount));
        assertThat(new Quantity(Quantities.cpu(amount)).getNumericalAmount())
                .isEqualByComparingTo(BigDecimal.valueOf(amount, 9));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,0s",
        "PT0.001S,1ms",
        "PT0.0015S,1.5ms",
        "PT0.999S,999ms",
        "PT1S,1s",
        "PT15.02S,15.02s",
        "PT12.000345678S,12.000345678s",
        "PT59.999S,59.999s",
        "PT1M,1m0s",
        "PT1M15.5S,1m15.5s",
        "PT1H,1h0m0s",
        "PT25H1M1.001S,25h1m1.001s"
    })
    void writesDurations(Duration duration, String text) {
        assertThat(GoDurations.text(duration)).isEqualTo(text);
    }
}
