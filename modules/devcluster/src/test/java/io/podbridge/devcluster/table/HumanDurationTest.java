package io.podbridge.devcluster.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanDurationTest {

    /** The cases of apimachinery's own test. */
    @ParameterizedTest
    @CsvSource({
        "PT1S, 1s",
        "PT70S, 70s",
        "PT190S, 3m10s",
        "PT70M, 70m",
        "PT47H, 47h",
        "PT49H, 2d1h",
        "PT201H, 8d",
        "PT8784H, 366d",
        "PT17520H, 2y",
        "PT17544H, 2y1d",
        "PT70080H, 8y",
        "PT3M, 3m",
        "PT5H, 5h",
        "PT7H59M, 7h59m",
        "PT48H, 2d",
        "PT0.999S, 0s",
        "PT-1.9S, 0s",
        "PT-2S, <invalid>"
    })
    void isAsApimachineryWritesIt(Duration duration, String text) {
        assertThat(HumanDuration.of(duration)).isEqualTo(text);
    }
}
