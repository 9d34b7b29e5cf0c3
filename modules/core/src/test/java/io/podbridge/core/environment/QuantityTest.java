package io.podbridge.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "250m, 1, 3, 1",
        "250m, 1m, 3, 250",
        "1500m, 1, 3, 2",
        "2, 1m, 3, 2000",
        "0.1, 1m, 3, 100",
        "1u, 1m, 3, 1",
        "64Mi, 1, 0, 67108864",
        "64Mi, 1Mi, 0, 64",
        "65Mi, 1Gi, 0, 1",
        "1.5Gi, 1Mi, 0, 1536",
        "1e3, 1, 0, 1000",
        "1E3, 1k, 0, 1",
        "1E, 1P, 0, 1000",
        "128974848000m, 1, 0, 128974848",
        "100n, 1, 0, 1",
        "0, 1, 0, 0",
        "16Ei, 1, 0, 18446744073709551616",
    })
    void countsWholeDivisorsRoundedUp(String quantity, String divisor, int scale, String expected) {
        assertThat(Quantity.parse(quantity)
                        .orElseThrow()
                        .dividedBy(Quantity.parse(divisor).orElseThrow(), scale))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1 Mi", "1mi", "1KK", ".", "1e", "1e9999", "--1", "0x10"})
    void knowsWhatIsNoQuantity(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }
}
