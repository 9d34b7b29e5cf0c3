package io.podbridge.devcluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DuplicateFieldsTest {

    @Test
    void tellsWhereTheyAre() {
        var json = """
            {"kind": "Pod", "spec": {"a": 1, "containers": [{"name": "x"}, {"name": "y", "name": "z"}], "a": 2},
             "kind": "Pod"}\
            """;
        assertThat(DuplicateFields.of(json.getBytes(StandardCharsets.UTF_8)))
                .containsExactly("spec.containers[1].name", "spec.a", "kind");
    }

    @Test
    void findsNoneWhereOnlyNeighboursAreAlike() {
        var json = "[{\"a\": {\"a\": 1}}, {\"a\": 2}]";
        assertThat(DuplicateFields.of(json.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
