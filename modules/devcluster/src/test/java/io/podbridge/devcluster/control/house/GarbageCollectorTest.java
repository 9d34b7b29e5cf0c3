package io.podbridge.devcluster.control.house;

import static io.podbridge.devcluster.resource.ResourceTypes.CONFIG_MAPS;
import static io.podbridge.devcluster.resource.ResourceTypes.SECRETS;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.api.DeleteOptions.Propagation;
import io.podbridge.devcluster.control.TestCluster;
import io.podbridge.devcluster.json.Json;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GarbageCollectorTest {
    private final TestCluster cluster = new TestCluster(new GarbageCollector());

    /** A ConfigMap, owned by other ConfigMaps. */
    private void object(String name, String... owners) {
        make(name, "", owners);
    }

    private void held(String name, String owner) {
        make(name, "example.com/hold", owner);
    }

    private void make(String name, String finalizer, String... owners) {
        var references = Arrays.stream(owners)
                .map(owner -> """
                    {"apiVersion":"v1","kind":"ConfigMap","name":"%s","uid":"%s","blockOwnerDeletion":true}\
                    """.formatted(owner, uid(owner)))
                .collect(Collectors.joining(","));
        cluster.create(
                CONFIG_MAPS, """
                    {"metadata":{"name":"%s","finalizers":[%s],"ownerReferences":[%s]}}\
                    """.formatted(name, finalizer.isEmpty() ? "" : "\"" + finalizer + "\"", references));
        cluster.settle();
    }

    private String uid(String name) {
        return Json.text(cluster.get(CONFIG_MAPS, name), "metadata", "uid");
    }

    private boolean there(String name) {
        return cluster.exists(CONFIG_MAPS, name);
    }

    @Test
    void whatHasLostItsOwnerGoesWithAllBelow() {
        object("top");
        object("middle", "top");
        object("bottom", "middle");
        cluster.delete(CONFIG_MAPS, "top");
        cluster.settle();
        assertThat(cluster.names(CONFIG_MAPS)).isEmpty();
    }

    @Test
    void whatHasAnotherOwnerStaysAndForgetsTheOneThatIsGone() {
        object("one");
        object("two");
        object("both", "one", "two");
        cluster.delete(CONFIG_MAPS, "one");
        cluster.settle();
        assertThat(cluster.get(CONFIG_MAPS, "both")
                        .path("metadata")
                        .path("ownerReferences")
                        .values())
                .hasSize(1)
                .allMatch(owner -> owner.path("name").asString("").equals("two"));
    }

    @Test
    void orphansStay() {
        object("top");
        object("child", "top");
        cluster.delete(CONFIG_MAPS, "top", Propagation.ORPHAN);
        cluster.settle();
        assertThat(there("top")).isFalse();
        assertThat(cluster.get(CONFIG_MAPS, "child")
                        .path("metadata")
                        .path("ownerReferences")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aForegroundDeletionWaitsForWhatBlocksIt() {
        object("top");
        held("child", "top");
        cluster.delete(CONFIG_MAPS, "top", Propagation.FOREGROUND);
        cluster.settle();
        assertThat(there("top")).isTrue();
        assertThat(TestCluster.deleting(cluster.get(CONFIG_MAPS, "child"))).isTrue();

        cluster.patch(CONFIG_MAPS, "child", "", "{\"metadata\":{\"finalizers\":[]}}");
        cluster.settle();
        assertThat(cluster.names(CONFIG_MAPS)).isEmpty();
    }

    @Test
    void aForegroundDeletionGoesDownTheWholeTree() {
        object("top");
        object("middle", "top");
        held("bottom", "middle");
        cluster.delete(CONFIG_MAPS, "top", Propagation.FOREGROUND);
        cluster.settle();
        assertThat(there("middle")).as("waits for the bottom").isTrue();
        cluster.patch(CONFIG_MAPS, "bottom", "", "{\"metadata\":{\"finalizers\":[]}}");
        cluster.settle();
        assertThat(cluster.names(CONFIG_MAPS)).isEmpty();
    }

    @Test
    void anOwnerOfAnUnknownKindIsTakenToBeThere() {
        cluster.create(SECRETS, """
            {"metadata":{"name":"s","ownerReferences":[
             {"apiVersion":"example.com/v1","kind":"Thing","name":"t","uid":"1"}]}}\
            """);
        cluster.settle();
        assertThat(cluster.exists(SECRETS, "s")).isTrue();
    }

    @Test
    void anOwnerThatNeverWasIsMissing() {
        cluster.create(SECRETS, """
            {"metadata":{"name":"s","ownerReferences":[
             {"apiVersion":"v1","kind":"ConfigMap","name":"t","uid":"1"}]}}\
            """);
        cluster.settle();
        assertThat(cluster.exists(SECRETS, "s")).isFalse();
    }
}
