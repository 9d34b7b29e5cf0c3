package io.podbridge.devcluster.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {
    private final OpenApi openApi = new OpenApi("r1");

    @Test
    void listsADocumentForEachGroup() {
        JsonNode paths = JsonMapper.shared().readTree(openApi.index()).path("paths");
        assertThat(paths.path("api/v1").path("serverRelativeURL").asString()).isEqualTo("/openapi/v3/api/v1?hash=r1");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            String url = path.getValue().path("serverRelativeURL").asString();
            assertThat(openApi.document(url.substring(0, url.indexOf('?')))).isPresent();
        }
        assertThat(openApi.document("/openapi/v3/apis/nonsense/v1")).isEmpty();
    }

    /** kubectl leaves validation to a server that takes this parameter. */
    @Test
    void saysThatFieldsAreValidated() {
        for (ResourceType type : ResourceTypes.all()) {
            JsonNode patch = patch(type);
            assertThat(patch.at("/x-kubernetes-group-version-kind/kind").asString())
                    .isEqualTo(type.kind());
            assertThat(StreamSupport.stream(patch.path("parameters").spliterator(), false)
                            .map(parameter -> parameter.path("name").asString()))
                    .contains("fieldValidation");
        }
    }

    @Test
    void describesTheFieldsOfAPod() {
        JsonNode schemas = document("/api/v1").at("/components/schemas");
        JsonNode pod = schemas.path("io.k8s.api.core.v1.Pod");
        assertThat(pod.at("/x-kubernetes-group-version-kind/0/kind").asString()).isEqualTo("Pod");
        assertThat(pod.at("/properties/spec/$ref").asString())
                .isEqualTo("#/components/schemas/io.k8s.api.core.v1.PodSpec");
        JsonNode spec = schemas.path("io.k8s.api.core.v1.PodSpec").path("properties");
        assertThat(spec.at("/containers/items/$ref").asString()).endsWith(".Container");
        assertThat(spec.at("/nodeSelector/additionalProperties/type").asString())
                .isEqualTo("string");
        assertThat(spec.at("/terminationGracePeriodSeconds/format").asString()).isEqualTo("int64");
        assertThat(schemas.at("/io.k8s.api.core.v1.ServicePort/properties/targetPort/$ref")
                        .asString())
                .endsWith(".IntOrString");
    }

    @Test
    void refersOnlyToWhatItHas() {
        for (ResourceType type : ResourceTypes.all()) {
            JsonNode document = document(type.groupVersion().path());
            JsonNode schemas = document.at("/components/schemas");
            assertThat(references(document))
                    .isNotEmpty()
                    .allSatisfy(
                            reference -> assertThat(schemas.has(reference.substring("#/components/schemas/".length())))
                                    .as(reference)
                                    .isTrue());
        }
    }

    @Test
    void describesTheMetricsAsReadOnly() {
        JsonNode document = document("/apis/metrics.k8s.io/v1beta1");
        for (String path : List.of("/nodes", "/nodes/{name}", "/pods", "/namespaces/{namespace}/pods/{name}")) {
            assertThat(document.path("paths")
                            .path("/apis/metrics.k8s.io/v1beta1" + path)
                            .propertyNames())
                    .containsExactly("get");
        }
        assertThat(document.at("/components/schemas").toString()).contains("\"kind\":\"PodMetricsList\"");
        for (String reference : references(document).toList()) {
            assertThat(document.at(reference.substring(1)).isObject())
                    .as(reference)
                    .isTrue();
        }
    }

    private static Stream<String> references(JsonNode node) {
        Stream<String> own =
                node.path("$ref").isString() ? Stream.of(node.path("$ref").asString()) : Stream.empty();
        return Stream.concat(
                own, StreamSupport.stream(node.spliterator(), false).flatMap(OpenApiTest::references));
    }

    private JsonNode patch(ResourceType type) {
        String namespace = type.namespaced() ? "/namespaces/{namespace}/" : "/";
        return document(type.groupVersion().path())
                .path("paths")
                .path(type.groupVersion().path() + namespace + type.plural() + "/{name}")
                .path("patch");
    }

    private JsonNode document(String path) {
        return JsonMapper.shared()
                .readTree(openApi.document("/openapi/v3" + path).orElseThrow());
    }
}
