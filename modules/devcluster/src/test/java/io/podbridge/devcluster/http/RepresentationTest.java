package io.podbridge.devcluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podbridge.devcluster.http.Representation.Encoding;
import io.podbridge.devcluster.http.Representation.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepresentationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | JSON | WHOLE",
                "*/* | JSON | WHOLE",
                "application/* | JSON | WHOLE",
                "application/yaml | YAML | WHOLE",
                "application/yaml;q=0.5, application/json | JSON | WHOLE",
                "application/vnd.kubernetes.protobuf, application/json | JSON | WHOLE",
                "application/json;as=Table;v=v1;g=meta.k8s.io,application/json | JSON | TABLE",
                "application/json; as=Table; v=v1; g=meta.k8s.io, application/json | JSON | TABLE",
                "application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json | JSON | WHOLE",
                "application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,"
                        + "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1 | JSON | METADATA",
                "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1 | JSON | METADATA",
                "text/html, image/gif, */*;q=.2 | JSON | WHOLE",
            })
    void givesTheFirstThatIsServed(String accept, Encoding encoding, Shape shape) {
        assertThat(Representation.negotiate(accept, false, false))
                .isEqualTo(new Representation(encoding, shape, false));
    }

    @ParameterizedTest
    @CsvSource({"application/vnd.kubernetes.protobuf", "text/html", "application/json;as=Chair;v=v1;g=meta.k8s.io"})
    void refusesTheRest(String accept) {
        assertThatThrownBy(() -> Representation.negotiate(accept, false, false))
                .hasMessage("only the following media types are accepted: application/json, application/yaml");
    }

    @Test
    void hasNoYamlForWatches() {
        assertThat(Representation.negotiate("application/json;stream=watch", false, true))
                .isEqualTo(Representation.DEFAULT);
        assertThatThrownBy(() -> Representation.negotiate("application/yaml", false, true))
                .hasMessageContaining("application/json;stream=watch");
    }
}
