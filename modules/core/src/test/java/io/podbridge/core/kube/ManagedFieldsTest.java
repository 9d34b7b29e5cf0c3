package io.podbridge.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagedFieldsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"managedFields\":[{\"a\":[1,2]},{}],\"b\":1} | {\"managedFields\":[],\"b\":1}",
                "{\"managedFields\":[\"]\",\"\\\"]\"],\"x\":[1]} | {\"managedFields\":[],\"x\":[1]}",
                "{\"managedFields\":\"[1]\"} | {\"managedFields\":\"[1]\"}",
                "{\"a\":\"managedFields\",\"b\":[1]} | {\"a\":\"managedFields\",\"b\":[1]}",
                "{\"a\":\"\\\"managedFields\\\":[1]\"} | {\"a\":\"\\\"managedFields\\\":[1]\"}",
                "{\"managedFields\":[1,2 | {\"managedFields\":[",
                "{\"managedFields\": | {\"managedFields\":",
                "{} | {}"
            })
    void empties(String json, String lean) {
        assertThat(without("xx" + json + "y", 2, 1)).isEqualTo(lean);
    }

    @Test
    void emptiesEachOfAList() {
        assertThat(without("[{\"managedFields\":[1]},{\"managedFields\":[2]}]", 0, 0))
                .isEqualTo("[{\"managedFields\":[]},{\"managedFields\":[]}]");
    }

    @Test
    void takesSpaces() {
        assertThat(without("{\"managedFields\" : \n [ 1 ] }", 0, 0)).isEqualTo("{\"managedFields\" : \n [] }");
    }

    @Test
    void leavesOtherBytesAlone() {
        assertThat(without("\"é\"ü", 0, 0)).isEqualTo("\"é\"ü");
    }

    private static String without(String json, int before, int after) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new String(ManagedFields.without(bytes, before, bytes.length - before - after), StandardCharsets.UTF_8);
    }
}
