package io.podbridge.devcluster.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.Recorded;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Against events that kube-apiserver gave in both forms. */
class EventFormsTest {
    private static final JsonNode TABLES = Recorded.tree("tables.json").path("tables");

    @Test
    void turnsEachFormIntoTheOther() {
        JsonNode core = TABLES.path("v1/events").path("rows");
        JsonNode group = TABLES.path("events.k8s.io/v1/events").path("rows");
        assertThat(core).hasSameSizeAs(group).isNotEmpty();
        for (int i = 0; i < core.size(); i++) {
            JsonNode first = core.path(i).path("object");
            JsonNode second = group.path(i).path("object");
            assertThat(EventForms.toGroup((ObjectNode) first.deepCopy())).isEqualTo(second);
            assertThat(EventForms.toCore((ObjectNode) second.deepCopy())).isEqualTo(first);
        }
    }
}
