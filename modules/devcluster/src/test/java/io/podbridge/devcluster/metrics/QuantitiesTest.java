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
        "0,0s",
        "1,1ms",
        "999,999ms",
        "1000,1s",
        "15020,15.02s",
        "59999,59.999s",
        "60000,1m0s",
        "75500,1m15.5s",
        "3600000,1h0m0s",
        "90061001,25h1m1.001s"
    })
    void writesDurations(long millis, String text) {
        assertThat(GoDurations.text(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
