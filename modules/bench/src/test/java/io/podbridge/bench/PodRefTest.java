package io.podbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PodRefTest {

    @Test
    void readsTheMetadataOfAWatchEvent() {
        String event = """
            {"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a-1","namespace":"default",\
            "uid":"u1","resourceVersion":"42","managedFields":[]},"spec":{"containers":[{"name":"main"}]}}}\
            """;

        assertThat(PodRef.read(event)).isEqualTo(new PodRef("a-1", "u1", "42"));
    }

    @Test
    void refusesWhatHasNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> PodRef.read("{\"kind\":\"Status\"}"));
    }
}
