package io.podbridge.devcluster.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.Patch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PatchesTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"a":"b"}         | {"a":"c"}                    | {"a":"c"}
        {"a":"b"}         | {"b":"c"}                    | {"a":"b","b":"c"}
        {"a":"b"}         | {"a":null}                   | {}
        {"a":["b"]}       | {"a":"c"}                    | {"a":"c"}
        {"a":{"b":"c"}}   | {"a":{"b":"d","c":null}}     | {"a":{"b":"d"}}
        {"a":[{"b":"c"}]} | {"a":[1]}                    | {"a":[1]}
        {"e":null}        | {"a":1}                      | {"e":null,"a":1}
        {}                | {"a":{"bb":{"ccc":null}}}    | {"a":{"bb":{}}}
        """)
    void mergesAsTheExamplesOfTheRfc(String before, String patch, String after) {
        assertThat(patched(Patch.Type.MERGE, before, patch)).isEqualTo(JSON.readTree(after));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"a":1}       | [{"op":"add","path":"/b","value":2}]                                     | {"a":1,"b":2}
        {"a":[1,3]}   | [{"op":"add","path":"/a/1","value":2}]                                   | {"a":[1,2,3]}
        {"a":[1]}     | [{"op":"add","path":"/a/-","value":2}]                                   | {"a":[1,2]}
        {"a":1}       | [{"op":"test","path":"/a","value":1},{"op":"remove","path":"/a"}]        | {}
        {"a/b":1}     | [{"op":"replace","path":"/a~1b","value":2}]                              | {"a/b":2}
        {"a":1}       | [{"op":"move","from":"/a","path":"/b"},{"op":"copy","from":"/b","path":"/c"}] | {"b":1,"c":1}
        """)
    void appliesJsonPatches(String before, String patch, String after) {
        assertThat(patched(Patch.Type.JSON, before, patch)).isEqualTo(JSON.readTree(after));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        JSON  | [{"op":"test","path":"/a","value":2}]     | 422 | Invalid    | the server rejected our request due to an error in our request
        JSON  | [{"op":"remove","path":"/x"}]             | 422 | Invalid    | the server rejected our request due to an error in our request
        JSON  | [{"op":"replace","path":"/x","value":1}]  | 422 | Invalid    | the server rejected our request due to an error in our request
        JSON  | [{"op":"move","from":"/x","path":"/y"}]   | 422 | Invalid    | the server rejected our request due to an error in our request
        JSON  | [{"op":"jump","path":"/a"}]               | 422 | Invalid    | the server rejected our request due to an error in our request
        JSON  | [{"op":"remove","path":"/a"},{"op":"remove","path":"/a"}] | 422 | Invalid | the server rejected our request due to an error in our request
        JSON  | [{"op":"add","path":"/x/y","value":1}]    | 422 | Invalid    | the server rejected our request due to an error in our request
        JSON  | [{"op":"replace","path":"","value":1}]    | 422 | Invalid    | the server rejected our request due to an error in our request
        JSON  | {"op":"remove","path":"/x"}               | 400 | BadRequest | error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp
        JSON  | ["a"]                                     | 400 | BadRequest | error decoding patch: json: cannot unmarshal string into Go value of type handlers.jsonPatchOp
        MERGE | [1]                                       | 400 | BadRequest | error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}
        """)
    void refusesAsKubeApiserverDoes(Patch.Type type, String patch, int code, String reason, String message) {
        var failure = catchThrowableOfType(ApiFailure.class, () -> patched(type, "{\"a\":1}", patch));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessage(message);
    }

    @Test
    void refusesTooManyOperations() {
        var patch = JSON.createArrayNode();
        for (var i = 0; i < 10_001; i++) {
            patch.addObject().put("op", "remove").put("path", "/a");
        }

        var failure = catchThrowableOfType(
                ApiFailure.class,
                () -> Patches.apply(new Patch(Patch.Type.JSON, patch), JSON.createObjectNode(), Types.of("Pod")));

        assertThat(failure.code()).isEqualTo(413);
        assertThat(failure.reason()).isEqualTo("RequestEntityTooLarge");
    }

    private static ObjectNode patched(Patch.Type type, String before, String patch) {
        var current = (ObjectNode) JSON.readTree(before);
        var result = Patches.apply(new Patch(type, JSON.readTree(patch)), current, Types.of("Pod"));
        assertThat(current).isEqualTo(JSON.readTree(before));
        return result;
    }
}
