package io.podbridge.devcluster.verbs;

import static io.podbridge.devcluster.verbs.Cluster.pod;
import static io.podbridge.devcluster.verbs.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.api.PatchResult;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ApplyTest {
    private final Cluster cluster = new Cluster();

    @Test
    void anApplyCreatesAndASecondOneChangesNothing() {
        PatchResult first = apply("alice", "nginx:1");
        assertThat(first.created()).isTrue();
        cluster.pass(Duration.ofMinutes(1));
        List<String> seen = cluster.watch(ResourceTypes.PODS, Cluster.FROM_START);
        PatchResult second = apply("alice", "nginx:1");
        assertThat(second.created()).isFalse();
        assertThat(second.object().resourceVersion()).isEqualTo(first.object().resourceVersion());
        assertThat(seen).hasSize(1);
    }

    @Test
    void whatAnotherAppliedIsAConflict() {
        apply("alice", "nginx:1");
        var conflict = refusal(() -> apply("bob", "nginx:2"));
        assertThat(conflict.code()).isEqualTo(409);
        assertThat(conflict.details().causes()).singleElement().satisfies(cause -> assertThat(cause.reason())
                .isEqualTo("FieldManagerConflict"));
    }

    @Test
    void everyWriterIsNamed() {
        apply("alice", "nginx:1");
        Patch status = new Patch(Patch.Type.MERGE, Json.parse("{\"status\":{\"phase\":\"Running\"}}"));
        cluster.api.patch(pod("a"), "status", status, WriteOptions.of("kubelet"));
        ObjectNode written = cluster.api.get(pod("a")).tree();
        assertThat(Json.objects(written, "metadata", "managedFields"))
                .extracting(each -> Json.text(each, "manager") + " " + Json.text(each, "operation") + " "
                        + Json.text(each, "subresource"))
                .containsExactly("alice Apply ", "kubelet Update status");
    }

    private PatchResult apply(String manager, String image) {
        ObjectNode body = Json.parse("""
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},
                 "spec":{"containers":[{"name":"c","image":"%s"}]}}""".formatted(image));
        return cluster.api.patch(pod("a"), "", new Patch(Patch.Type.APPLY, body), WriteOptions.of(manager));
    }
}
