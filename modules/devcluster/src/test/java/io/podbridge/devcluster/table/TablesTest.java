package io.podbridge.devcluster.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podbridge.devcluster.Recorded;
import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Against the tables of kube-apiserver 1.36.3 for objects in many states. */
class TablesTest {
    private static final JsonNode RECORDED = Recorded.tree("tables.json");
    private static final Instant NOW = Instant.parse(RECORDED.path("now").asString());
    /** Ages below two minutes: the recording took longer than a second. */
    private static final Pattern SECONDS = Pattern.compile("\\d+s");

    static Stream<ResourceType> types() {
        return ResourceTypes.all().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void showsWhatKubeApiserverShows(ResourceType type) {
        JsonNode expected = RECORDED.path("tables").path(type.groupVersion().apiVersion() + "/" + type.plural());
        List<ObjectNode> objects = StreamSupport.stream(expected.path("rows").spliterator(), false)
                .map(row -> (ObjectNode) row.path("object").deepCopy())
                .toList();
        assertThat(objects).isNotEmpty();

        JsonNode table = Tables.of(type, objects, metadata(), NOW, IncludeObject.NONE);

        assertThat(table.path("columnDefinitions")).isEqualTo(expected.path("columnDefinitions"));
        for (int i = 0; i < objects.size(); i++) {
            assertThat(comparable(table.path("rows").path(i)))
                    .isEqualTo(comparable(expected.path("rows").path(i)));
        }
    }

    @Test
    void includesAsMuchOfAnObjectAsIsAskedFor() {
        assertThat(objectOf(IncludeObject.NONE).isNull()).isTrue();
        assertThat(objectOf(IncludeObject.METADATA).path("kind").asString()).isEqualTo("PartialObjectMetadata");
        assertThat(objectOf(IncludeObject.METADATA).has("data")).isFalse();
        assertThat(objectOf(IncludeObject.OBJECT).path("data").path("a").asString())
                .isEqualTo("1");
    }

    @Test
    void namesTheColumnsOnceInAWatch() {
        JsonNode first = Tables.ofEvent(ResourceTypes.CONFIG_MAPS, configMap(), NOW, IncludeObject.METADATA, true);
        JsonNode second = Tables.ofEvent(ResourceTypes.CONFIG_MAPS, configMap(), NOW, IncludeObject.METADATA, false);

        assertThat(first.path("columnDefinitions")).hasSize(3);
        assertThat(second.path("columnDefinitions").isNull()).isTrue();
        assertThat(second.path("metadata").path("resourceVersion").asString()).isEqualTo("7");
        assertThat(second.at("/rows/0/cells/0").asString()).isEqualTo("cm");
    }

    @Test
    void showsABookmarkAsARow() {
        JsonNode table = Tables.ofBookmark(ResourceTypes.SERVICE_ACCOUNTS, 515, true, NOW, false);

        assertThat(table.at("/rows/0/cells").toString()).isEqualTo("[\"\",\"<unknown>\"]");
        assertThat(table.at("/rows/0/object/metadata/annotations/k8s.io~1initial-events-end")
                        .asString())
                .isEqualTo("true");
        assertThat(table.at("/metadata/resourceVersion").asString()).isEqualTo("515");
    }

    @Test
    void refusesToIncludeWhatItDoesNotKnow() {
        assertThatThrownBy(() -> IncludeObject.parse("Foo"))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("must be 'Metadata', 'Object', 'None', or empty");
    }

    private static JsonNode objectOf(IncludeObject include) {
        return Tables.of(ResourceTypes.CONFIG_MAPS, List.of(configMap()), metadata(), NOW, include)
                .at("/rows/0/object");
    }

    private static ObjectNode configMap() {
        ObjectNode map = metadata();
        map.putObject("metadata").put("name", "cm").put("resourceVersion", "7");
        map.putObject("data").put("a", "1");
        return map;
    }

    private static ObjectNode metadata() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String comparable(JsonNode row) {
        ArrayNode cells = (ArrayNode) row.path("cells").deepCopy();
        for (int i = 0; i < cells.size(); i++) {
            if (SECONDS.matcher(cells.path(i).asString("")).matches()) {
                cells.set(i, "(seconds)");
            }
        }
        return cells + " " + row.path("conditions");
    }
}
