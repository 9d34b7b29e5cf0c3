package io.podbridge.devcluster.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import io.podbridge.devcluster.schema.SchemaNode.Bean;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaTest {

    @Test
    void knowsTheFieldsOfAKind() {
        assertThat(at(Pod.class, "spec.containers.[].name")).contains(SchemaNode.Type.STRING);
        assertThat(at(Pod.class, "spec.containers.[].ports.[].containerPort")).contains(SchemaNode.Type.INTEGER);
        assertThat(at(Pod.class, "spec.terminationGracePeriodSeconds")).contains(SchemaNode.Type.INTEGER);
        assertThat(at(Pod.class, "spec.hostNetwork")).contains(SchemaNode.Type.BOOLEAN);
        assertThat(at(Pod.class, "metadata.creationTimestamp")).contains(SchemaNode.Type.STRING);
    }

    @Test
    void knowsWhatIsNoField() {
        assertThat(at(Pod.class, "spec.container")).isEmpty();
        assertThat(at(Pod.class, "spec.containers.[].image.tag")).isEmpty();
        assertThat(at(Pod.class, "additionalProperties")).isEmpty();
        assertThat(Schema.of(Pod.class).open()).isFalse();
    }

    @Test
    void takesAnyNameInAMap() {
        SchemaNode data = Schema.of(ConfigMap.class).field("data").orElseThrow();
        assertThat(data.open()).isTrue();
        assertThat(data.field("a.txt")).map(SchemaNode::type).contains(SchemaNode.Type.STRING);
        assertThat(at(Pod.class, "spec.containers.[].resources.limits.cpu")).contains(SchemaNode.Type.QUANTITY);
    }

    @Test
    void takesAnythingWhereAnythingMayStand() {
        assertThat(at(ControllerRevision.class, "data.spec.whatever")).contains(SchemaNode.Type.ANY);
        assertThat(at(Pod.class, "metadata.managedFields.[].fieldsV1.f:metadata.f:labels"))
                .contains(SchemaNode.Type.ANY);
    }

    @Test
    void knowsTheTypesThatAreWrittenInTwoWays() {
        assertThat(at(Service.class, "spec.ports.[].targetPort")).contains(SchemaNode.Type.INT_OR_STRING);
        assertThat(at(Pod.class, "spec.containers.[].livenessProbe.httpGet.port"))
                .contains(SchemaNode.Type.INT_OR_STRING);
        assertThat(at(Lease.class, "spec.renewTime")).contains(SchemaNode.Type.STRING);
    }

    @Test
    void hasTheFieldsOfAllKinds() {
        for (ResourceType type : ResourceTypes.all()) {
            assertThat(Schema.of(type.model()))
                    .as(type.qualified())
                    .isInstanceOfSatisfying(
                            Bean.class,
                            bean -> assertThat(bean.fields()).containsKeys("apiVersion", "kind", "metadata"));
        }
    }

    private static Optional<SchemaNode.Type> at(Class<?> model, String path) {
        Optional<SchemaNode> node = Optional.of(Schema.of(model));
        for (String step : path.split("\\.", -1)) {
            node = node.flatMap(each -> step.equals("[]") ? each.items() : each.field(step));
        }
        return node.map(SchemaNode::type);
    }
}
