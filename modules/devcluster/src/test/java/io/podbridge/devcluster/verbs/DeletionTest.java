package io.podbridge.devcluster.verbs;

import static io.podbridge.devcluster.verbs.Cluster.WRITE;
import static io.podbridge.devcluster.verbs.Cluster.pod;
import static io.podbridge.devcluster.verbs.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.DeleteOptions.Propagation;
import io.podbridge.devcluster.api.DeleteResult;
import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.api.WatchOptions;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class DeletionTest {
    private final Cluster cluster = new Cluster();

    /** Bound or not, its phase, the grace asked for; then: gone at once, what grace it has, when it ends. */
    @ParameterizedTest
    @CsvSource({
        "true,  Running,      , false, 30, 2026-01-02T03:04:35Z",
        "true,  Pending,      , false, 30, 2026-01-02T03:04:35Z",
        "true,  Running,     5, false,  5, 2026-01-02T03:04:10Z",
        "true,  Running,   100, false, 100, 2026-01-02T03:05:45Z",
        "true,  Running,    -1, false,  1, 2026-01-02T03:04:06Z",
        "true,  Running,     0, true,   0, 2026-01-02T03:04:05Z",
        "true,  Succeeded,    , true,   0, 2026-01-02T03:04:05Z",
        "true,  Failed,    100, true,   0, 2026-01-02T03:04:05Z",
        "false, Pending,      , true,   0, 2026-01-02T03:04:05Z",
        "false, Pending,    60, true,   0, 2026-01-02T03:04:05Z",
    })
    void thePodHasItsGrace(boolean bound, String phase, Long asked, boolean gone, long grace, String end) {
        cluster.createPod("a");
        if (bound) {
            cluster.bind("a", "n1");
        }
        patch("status", "{\"status\":{\"phase\":\"" + phase + "\"}}");
        List<String> seen = watchFromNow();
        DeleteResult result = delete(asked);
        assertThat(result.gone()).isEqualTo(gone);
        ObjectNode last = result.object().tree();
        assertThat(Json.number(last, "metadata", "deletionGracePeriodSeconds")).hasValue(grace);
        assertThat(Json.text(last, "metadata", "deletionTimestamp")).isEqualTo(end);
        assertThat(Json.number(last, "metadata", "generation")).hasValue(2);
        assertThat(seen).element(0).asString().startsWith("MODIFIED a");
        assertThat(seen).hasSize(gone ? 2 : 1).last().asString().startsWith(gone ? "DELETED a" : "MODIFIED a");
    }

    /** Seconds that passed since a deletion with 30 s, the grace of the second; then its grace and its end. */
    @ParameterizedTest
    @CsvSource({
        "10,    , 30, 2026-01-02T03:04:35Z",
        "10,  30, 30, 2026-01-02T03:04:35Z",
        "10, 100, 30, 2026-01-02T03:04:35Z",
        "10,  20, 20, 2026-01-02T03:04:25Z",
        "10,   5,  1, 2026-01-02T03:04:15Z",
    })
    void aSecondDeletionCanOnlyShortenTheGrace(long passed, Long asked, long grace, String end) {
        cluster.createBoundPod("a");
        delete(null);
        cluster.pass(Duration.ofSeconds(passed));
        ObjectNode pod = delete(asked).object().tree();
        assertThat(Json.number(pod, "metadata", "deletionGracePeriodSeconds")).hasValue(grace);
        assertThat(Json.text(pod, "metadata", "deletionTimestamp")).isEqualTo(end);
        assertThat(Json.number(pod, "metadata", "generation")).hasValue(2);
    }

    @Test
    void aDeletionThatChangesNothingIsNoWrite() {
        cluster.createBoundPod("a");
        long first = delete(null).object().resourceVersion();
        assertThat(delete(null).object().resourceVersion()).isEqualTo(first);
    }

    @Test
    void theKubeletEndsADeletionWithGraceZero() {
        cluster.createBoundPod("a");
        delete(null);
        List<String> seen = watchFromNow();
        assertThat(delete(0L).gone()).isTrue();
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).startsWith("MODIFIED a");
        assertThat(seen.get(1)).startsWith("DELETED a");
        assertThat(refusal(() -> cluster.api.get(pod("a"))).code()).isEqualTo(404);
    }

    @Test
    void aFinalizerKeepsAPodUntilItIsTakenAway() {
        cluster.createBoundPod("a");
        patch("", "{\"metadata\":{\"finalizers\":[\"x.io/y\"]}}");
        assertThat(delete(0L).gone()).isFalse();
        assertThat(delete(0L).gone()).isFalse();
        List<String> seen = watchFromNow();
        patch("", "{\"metadata\":{\"finalizers\":null}}");
        assertThat(seen).singleElement().asString().startsWith("DELETED a");
    }

    @Test
    void aFinalizerDoesNotEndTheGrace() {
        cluster.createBoundPod("a");
        patch("", "{\"metadata\":{\"finalizers\":[\"x.io/y\"]}}");
        delete(null);
        patch("", "{\"metadata\":{\"finalizers\":null}}");
        assertThat(Json.number(cluster.api.get(pod("a")).tree(), "metadata", "deletionGracePeriodSeconds"))
                .hasValue(30);
    }

    @Test
    void noFinalizerIsAddedToWhatIsBeingDeleted() {
        cluster.createBoundPod("a");
        delete(null);
        var failure = refusal(() -> patch("", "{\"metadata\":{\"finalizers\":[\"x.io/y\"]}}"));
        assertThat(failure.code()).isEqualTo(422);
        assertThat(failure)
                .hasMessage("Pod \"a\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the"
                        + " object is being deleted, found new finalizers []string{\"x.io/y\"}");
    }

    @Test
    void preconditionsAreKept() {
        cluster.createBoundPod("a");
        DeleteOptions other = new DeleteOptions(
                Optional.empty(), Optional.of("other"), Optional.empty(), Optional.empty(), false);
        assertThat(refusal(() -> cluster.api.delete(pod("a"), other)))
                .hasMessageStartingWith("Operation cannot be fulfilled on Pod \"a\": the UID in the precondition (other)"
                        + " does not match the UID in record (");
        DeleteOptions stale = new DeleteOptions(
                Optional.empty(), Optional.empty(), Optional.of("1"), Optional.empty(), false);
        assertThat(refusal(() -> cluster.api.delete(pod("a"), stale)).reason()).isEqualTo("Conflict");
    }

    @Test
    void aDryRunDeletesNothing() {
        cluster.createBoundPod("a");
        long before = cluster.api.revision();
        DeleteResult result = cluster.api.delete(
                pod("a"),
                new DeleteOptions(Optional.of(0L), Optional.empty(), Optional.empty(), Optional.empty(), true));
        assertThat(result.gone()).isTrue();
        assertThat(cluster.api.revision()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"FOREGROUND, foregroundDeletion", "ORPHAN, orphan"})
    void dependentsAreAskedForWithAFinalizer(Propagation propagation, String finalizer) {
        ObjectKey key = new ObjectKey(ResourceTypes.CONFIG_MAPS, "default", "c");
        cluster.create(ResourceTypes.CONFIG_MAPS, Json.parse("{\"metadata\":{\"name\":\"c\"}}"));
        DeleteOptions options = new DeleteOptions(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(propagation), false);
        assertThat(cluster.api.delete(key, options).gone()).isFalse();
        ObjectNode kept = cluster.api.get(key).tree();
        assertThat(Json.texts(kept, "metadata", "finalizers")).containsExactly(finalizer);
        assertThat(Json.number(kept, "metadata", "deletionGracePeriodSeconds")).hasValue(0);
    }

    @Test
    void anEvictionDeletesWithGraceAndSaysWhy() {
        cluster.createBoundPod("a");
        DeleteResult result = cluster.api.evict(pod("a"), Json.parse("{\"metadata\":{\"name\":\"a\"}}"), WRITE);
        assertThat(result.gone()).isFalse();
        assertThat(result.object().tree().toString()).contains("DisruptionTarget", "EvictionByEvictionAPI");
    }

    @Test
    void aNamespaceEndsWhenItsContentsAreGone() {
        cluster.create(ResourceTypes.NAMESPACES, Json.parse("{\"metadata\":{\"name\":\"x\"}}"));
        ObjectKey key = new ObjectKey(ResourceTypes.NAMESPACES, "", "x");
        assertThat(cluster.api.delete(key, DeleteOptions.DEFAULT).gone()).isFalse();
        ObjectNode ending = cluster.api.get(key).tree();
        assertThat(Json.text(ending, "status", "phase")).isEqualTo("Terminating");
        var refused = refusal(() -> cluster.api.create(ResourceTypes.PODS, "x", Cluster.podBody("a"), WRITE));
        assertThat(refused)
                .hasMessage("pods \"a\" is forbidden: unable to create new content in namespace x because it is being"
                        + " terminated");
        Json.ensure(ending, "spec").putArray("finalizers");
        cluster.api.update(key, "finalize", ending, WRITE);
        assertThat(refusal(() -> cluster.api.get(key)).code()).isEqualTo(404);
    }

    @Test
    void someNamespacesAreForEver() {
        ObjectKey key = new ObjectKey(ResourceTypes.NAMESPACES, "", "default");
        assertThat(refusal(() -> cluster.api.delete(key, DeleteOptions.DEFAULT)))
                .hasMessage("namespaces \"default\" is forbidden: this namespace may not be deleted");
    }

    private DeleteResult delete(Long grace) {
        return cluster.api.delete(
                pod("a"),
                new DeleteOptions(
                        Optional.ofNullable(grace), Optional.empty(), Optional.empty(), Optional.empty(), false));
    }

    private void patch(String subresource, String body) {
        Patch patch = new Patch(Patch.Type.MERGE, Json.parse(body));
        assertThat(cluster.api.patch(pod("a"), subresource, patch, WRITE).created()).isFalse();
    }

    private List<String> watchFromNow() {
        return cluster.watch(
                ResourceTypes.PODS,
                new WatchOptions(
                        "", "", Long.toString(cluster.api.revision()), "", false, false));
    }
}
