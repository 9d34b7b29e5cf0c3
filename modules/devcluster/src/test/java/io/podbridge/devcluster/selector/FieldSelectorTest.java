package io.podbridge.devcluster.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podbridge.devcluster.api.ApiFailure;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldSelectorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                                        | true
        spec.nodeName=n1                          | true
        spec.nodeName==n1                         | true
        spec.nodeName=n2                          | false
        spec.nodeName!=n1                         | false
        spec.nodeName=n1,metadata.name=p          | true
        spec.nodeName=n1,metadata.name!=p         | false
        status.phase=                             | true
        status.phase!=Running                     | true
        status.phase=Running                      | false
        ,spec.nodeName=n1,                        | true
        """)
    void comparesAndTakesAbsentFieldsForEmpty(String selector, boolean expected) {
        var fields = Map.of("spec.nodeName", "n1", "metadata.name", "p");

        assertThat(FieldSelector.parse(selector).matches(field -> Optional.ofNullable(fields.get(field))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        a       | invalid selector: 'a'; can't understand 'a'
        a=b,c   | invalid selector: 'a=b,c'; can't understand 'c'
        a=b=c   | invalid field selector: unescaped character in value: 61
        a=b\\c  | invalid field selector: invalid escape sequence: \\c
        a=b\\   | invalid field selector: invalid escape sequence: \\
        """)
    void saysWhatIsWrong(String selector, String message) {
        var failure = catchThrowableOfType(ApiFailure.class, () -> FieldSelector.parse(selector));

        assertThat(failure.code()).isEqualTo(400);
        assertThat(failure.reason()).isEqualTo("BadRequest");
        assertThat(failure).hasMessage(message);
    }

    @Test
    void tellsWhatAnIndexCouldUse() {
        var selector = FieldSelector.parse("spec.nodeName=n1,status.phase!=Failed");

        assertThat(selector.exact("spec.nodeName")).contains("n1");
        assertThat(selector.exact("status.phase")).isEmpty();
        assertThat(selector.fields()).containsExactlyInAnyOrder("spec.nodeName", "status.phase");
    }

    @Property
    void escapedValuesComeBack(@ForAll String value) {
        var escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");

        assertThat(FieldSelector.parse("a=" + escaped + ",b=c").exact("a")).contains(value);
    }
}
