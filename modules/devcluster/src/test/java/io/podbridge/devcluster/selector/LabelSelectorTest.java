package io.podbridge.devcluster.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podbridge.devcluster.api.ApiFailure;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

class LabelSelectorTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        ''                          | -                | true
        app=web                     | app=web          | true
        app=web                     | app=db           | false
        app=web                     | -                | false
        app==web                    | app=web          | true
        app!=web                    | app=web          | false
        app!=web                    | app=db           | true
        app!=web                    | -                | true
        app in (web, db)            | app=db           | true
        app in (web,db)             | app=x            | false
        app notin (web)             | app=web          | false
        app notin (web)             | -                | true
        app                         | app=x            | true
        app                         | -                | false
        !app                        | app=x            | false
        ! app                       | -                | true
        app=web,tier!=back          | app=web tier=f   | true
        app=web,tier!=back          | app=web tier=back| false
        app=                        | app=             | true
        app=                        | app=x            | false
        app in (,x)                 | app=             | true
        app in ()                   | app=             | true
        app in (a,)                 | app=             | true
        app in (a,b)                | app=             | false
        in in (in,notin)            | in=notin         | true
        in                          | in=x             | true
        n>5                         | n=6              | true
        n>5                         | n=5              | false
        n<5                         | n=4              | true
        n<5                         | n=four           | false
        n<5                         | -                | false
        kubernetes.io/os = linux    | kubernetes.io/os=linux | true
        """)
    void matchesAsKubeApiserverDoes(String selector, String labels, boolean expected) {
        assertThat(LabelSelector.parse(selector).matches(labels(labels))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        a b             | unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt
        a=b c           | found 'c', expected: ',' or 'end of string'
        a,              | found '', expected: identifier after ','
        ,a              | found ',', expected: !, identifier, or 'end of string'
        a in b          | unable to parse requirement: found 'b' expected: '('
        a in (b         | unable to parse requirement: found '', expected: ',' or ')'
        a in (b c)      | unable to parse requirement: found 'c', expected: ',' or ')'
        a=(             | unable to parse requirement: found '(', expected: identifier
        !=a             | found '!=', expected: !, identifier, or 'end of string'
        !               | unable to parse requirement: found '', expected: identifier
        !a=b            | found '=', expected: ',' or 'end of string'
        """)
    void saysWhatIsWrong(String selector, String message) {
        var failure = catchThrowableOfType(ApiFailure.class, () -> LabelSelector.parse(selector));

        assertThat(failure.code()).isEqualTo(400);
        assertThat(failure.reason()).isEqualTo("BadRequest");
        assertThat(failure).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        -a=b      | unable to parse requirement: <nil>: Invalid value: "-a": name part must consist of
        /a=b      | unable to parse requirement: <nil>: Invalid value: "/a": prefix part must be non-empty
        a/b/c     | unable to parse requirement: <nil>: Invalid value: "a/b/c": a valid label key must consist of
        a=-b      | unable to parse requirement: values[0][a]: Invalid value: "-b": a valid label must be an empty
        a>b       | unable to parse requirement: values[0]: Invalid value: "b": for 'Gt', 'Lt' operators, the
        """)
    void checksKeysAndValues(String selector, String beginning) {
        var failure = catchThrowableOfType(ApiFailure.class, () -> LabelSelector.parse(selector));

        assertThat(failure).message().startsWith(beginning);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '~', textBlock = """
        {}                                                                        | -     | true
        {"matchLabels":{"a":"b"}}                                                 | a=b   | true
        {"matchLabels":{"a":"b"}}                                                 | a=c   | false
        {"matchExpressions":[{"key":"a","operator":"In","values":["x","y"]}]}     | a=y   | true
        {"matchExpressions":[{"key":"a","operator":"NotIn","values":["x","y"]}]}  | a=y   | false
        {"matchExpressions":[{"key":"a","operator":"Exists"}]}                    | a=y   | true
        {"matchExpressions":[{"key":"a","operator":"DoesNotExist"}]}              | a=y   | false
        null                                                                      | a=y   | false
        """)
    void readsTheObjectsOfControllers(String selector, String labels, boolean expected) {
        assertThat(LabelSelector.of(JSON.readTree(selector)).matches(labels(labels)))
                .isEqualTo(expected);
        assertThat(LabelSelector.of(MissingNode.getInstance()).matches(labels(labels)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"matchExpressions":[{"key":"a","operator":"in","values":["x"]}]} | "in" is not a valid label selector operator
        {"matchExpressions":[{"key":"a","operator":"In"}]} | values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty
        """)
    void refusesObjectsThatMakeNoSense(String selector, String message) {
        var failure = catchThrowableOfType(ApiFailure.class, () -> LabelSelector.of(JSON.readTree(selector)));

        assertThat(failure).hasMessage(message);
    }

    @Property
    void matchesExactlyTheLabelsThatItNames(
            @ForAll @Size(max = 4)
                    Map<@AlphaChars @StringLength(min = 1, max = 5) String, @AlphaChars @StringLength(max = 5) String>
                            labels) {
        var selector = String.join(
                ",", labels.entrySet().stream().map(Object::toString).toList());

        var parsed = LabelSelector.parse(selector);

        assertThat(parsed.matches(labels)).isTrue();
        for (var key : labels.keySet()) {
            var without = new TreeMap<>(labels);
            without.remove(key);
            assertThat(parsed.matches(without)).isFalse();
        }
    }

    private static Map<String, String> labels(String text) {
        var labels = new TreeMap<String, String>();
        if (text != null) {
            Arrays.stream(text.split(" "))
                    .map(pair -> pair.split("=", -1))
                    .forEach(pair -> labels.put(pair[0], pair[1]));
        }
        return labels;
    }
}
