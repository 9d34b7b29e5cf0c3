package io.podbridge.devcluster.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuplicateFieldsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1,'b':{'a':1},'c':[{'a':1},{'a':1}]} | []",
                "{'a':1,'a':2} | [duplicate field \"a\"]",
                "{'x':[1,{'y':[[],{'z':1,'z':{}}]}]} | [duplicate field \"x[1].y[1].z\"]",
                "{'a':{'b':1,'b':2},'a':3} | [duplicate field \"a.b\", duplicate field \"a\"]",
            })
    void areFoundWhereTheyStand(String json, String found) {
        byte[] text = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThat(DuplicateFields.in(text)).hasToString(found);
    }
}
