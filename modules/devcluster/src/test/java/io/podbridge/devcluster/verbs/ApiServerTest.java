package io.podbridge.devcluster.verbs;

import static io.podbridge.devcluster.verbs.Cluster.WRITE;
import static io.podbridge.devcluster.verbs.Cluster.pod;
import static io.podbridge.devcluster.verbs.Cluster.podBody;
import static io.podbridge.devcluster.verbs.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.ListOptions;
import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ApiServerTest {
    private final Cluster cluster = new Cluster();

    @Test
    void aPodIsCreatedFilledInAndFound() {
        StoredObject created = cluster.createPod("a");
        ObjectNode pod = cluster.api.get(pod("a")).tree();
        assertThat(created.json()).isEqualTo(cluster.api.get(pod("a")).json());
        assertThat(Json.text(pod, "metadata", "creationTimestamp")).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(Json.text(pod, "status", "phase")).isEqualTo("Pending");
        assertThat(Json.text(pod, "status", "qosClass")).isEqualTo("BestEffort");
        assertThat(Json.number(pod, "spec", "terminationGracePeriodSeconds")).hasValue(30);
        assertThat(Json.number(pod, "metadata", "generation")).hasValue(1);
        assertThat(Json.text(pod, "kind")).isEqualTo("Pod");
    }

    @Test
    void whatIsThereAlreadyIsNotCreatedAgain() {
        cluster.createPod("a");
        var failure = refusal(() -> cluster.createPod("a"));
        assertThat(failure.code()).isEqualTo(409);
        assertThat(failure.reason()).isEqualTo("AlreadyExists");
        assertThat(failure).hasMessage("pods \"a\" already exists");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(refusal(() -> cluster.api.get(pod("a")))).hasMessage("pods \"a\" not found");
        assertThat(refusal(() -> cluster.api.delete(pod("a"), DeleteOptions.DEFAULT)).code())
                .isEqualTo(404);
        assertThat(refusal(() -> cluster.api.create(ResourceTypes.PODS, "x", podBody("a"), WRITE)))
                .hasMessage("namespaces \"x\" not found");
    }

    @Test
    void aStaleUpdateIsRefused() {
        ObjectNode first = cluster.createPod("a").tree();
        Json.ensure(first, "metadata", "labels").put("a", "b");
        cluster.api.update(pod("a"), "", first, WRITE);
        var failure = refusal(() -> cluster.api.update(pod("a"), "", first, WRITE));
        assertThat(failure.reason()).isEqualTo("Conflict");
        assertThat(failure)
                .hasMessage("Operation cannot be fulfilled on pods \"a\": the object has been modified; please apply"
                        + " your changes to the latest version and try again");
    }

    @Test
    void aWriteOfTheObjectLeavesItsStatusAndOneOfTheStatusItsSpec() {
        ObjectNode pod = cluster.createPod("a").tree();
        Json.ensure(pod, "status").put("phase", "Running");
        assertThat(cluster.api.update(pod("a"), "", pod, WRITE).resourceVersion())
                .as("nothing changed")
                .isEqualTo(cluster.api.get(pod("a")).resourceVersion());
        Json.ensure(pod, "spec").put("priority", 7);
        Json.ensure(pod, "metadata", "labels").put("a", "b");
        ObjectNode written = cluster.api.update(pod("a"), "status", pod, WRITE).tree();
        assertThat(Json.text(written, "status", "phase")).isEqualTo("Running");
        assertThat(Json.number(written, "spec", "priority")).hasValue(0);
        assertThat(Json.text(written, "metadata", "labels", "a")).isEqualTo("b");
    }

    @Test
    void aPatchThatChangesNothingIsNoWrite() {
        cluster.createPod("a");
        List<String> seen = cluster.watch(ResourceTypes.PODS, Cluster.FROM_START);
        Patch patch = new Patch(Patch.Type.MERGE, Json.parse("{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"));
        long first = cluster.api.patch(pod("a"), "", patch, WRITE).object().resourceVersion();
        long second = cluster.api.patch(pod("a"), "", patch, WRITE).object().resourceVersion();
        assertThat(second).isEqualTo(first);
        assertThat(seen).hasSize(2).last().isEqualTo("MODIFIED a@" + first);
    }

    @Test
    void aListIsPagedThroughAsItWasAtItsBeginning() {
        for (String name : List.of("a", "b", "c", "d")) {
            cluster.createPod(name);
        }
        var first = cluster.api.list(ResourceTypes.PODS, "default", new ListOptions("", "", 3, "", "", ""));
        assertThat(first.items()).hasSize(3);
        assertThat(first.remaining()).hasValue(1);
        cluster.api.delete(pod("d"), DeleteOptions.DEFAULT);
        cluster.createPod("e");
        var second = cluster.api.list(
                ResourceTypes.PODS, "default", new ListOptions("", "", 3, first.continueToken(), "", ""));
        assertThat(second.items()).extracting(each -> each.key().name()).containsExactly("d");
        assertThat(second.resourceVersion()).isEqualTo(first.resourceVersion());
        assertThat(second.continueToken()).isEmpty();
    }
}
