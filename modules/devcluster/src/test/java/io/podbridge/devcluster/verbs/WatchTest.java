package io.podbridge.devcluster.verbs;

import static io.podbridge.devcluster.verbs.Cluster.WRITE;
import static io.podbridge.devcluster.verbs.Cluster.pod;
import static io.podbridge.devcluster.verbs.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.ListOptions;
import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.api.WatchOptions;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceTypes;
import io.podbridge.devcluster.store.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {
    private static final int CHANGES = 10;
    private static final Bounds SMALL = new Bounds(CHANGES, 1 << 20, 2, Duration.ofMinutes(5));

    private final Cluster cluster = new Cluster(SMALL);

    @ParameterizedTest
    @ValueSource(strings = {"", "0"})
    void withoutAResourceVersionEverythingComesFirst(String revision) {
        cluster.createPod("a");
        cluster.createPod("b");
        List<String> seen = cluster.watch(ResourceTypes.PODS, new WatchOptions("", "", revision, "", false, false));
        assertThat(names(seen)).containsExactly("ADDED a", "ADDED b");
    }

    @Test
    void theEndOfTheInitialEventsIsMarked() {
        cluster.createPod("a");
        List<String> seen = cluster.watch(
                ResourceTypes.PODS, new WatchOptions("", "", "", "NotOlderThan", true, true));
        assertThat(seen).last().isEqualTo("END@" + cluster.api.revision());
        cluster.createPod("b");
        assertThat(names(seen)).containsExactly("ADDED a", "END", "ADDED b");
    }

    @Test
    void whatChangedSinceAResourceVersionComesInOrder() {
        long from = cluster.createPod("a").resourceVersion();
        cluster.createPod("b");
        cluster.bind("b", "n1");
        cluster.api.delete(pod("a"), DeleteOptions.DEFAULT);
        List<String> seen = since(from);
        assertThat(names(seen)).containsExactly("ADDED b", "MODIFIED b", "MODIFIED a", "DELETED a");
    }

    @Test
    void anObjectThatComesIntoSightIsAddedAndOneThatLeavesItDeleted() {
        cluster.createPod("a");
        List<String> onNode = cluster.watch(
                ResourceTypes.PODS, new WatchOptions("", "spec.nodeName=n1", "", "", false, false));
        List<String> labelled =
                cluster.watch(ResourceTypes.PODS, new WatchOptions("app=x", "", "", "", false, false));
        cluster.bind("a", "n1");
        label("x");
        label("y");
        assertThat(names(onNode)).containsExactly("ADDED a", "MODIFIED a", "MODIFIED a");
        assertThat(names(labelled)).containsExactly("ADDED a", "DELETED a");
        assertThat(labelled.get(1)).isEqualTo("DELETED a@" + cluster.api.revision());
    }

    @Test
    void aWatchFromTooFarBackIsExpired() {
        long from = cluster.createPod("a").resourceVersion();
        for (int i = 0; i <= CHANGES; i++) {
            label("v" + i);
        }
        var failure = refusal(() -> since(from));
        assertThat(failure.code()).isEqualTo(410);
        assertThat(failure.reason()).isEqualTo("Expired");
        assertThat(failure).hasMessage("too old resource version: " + from + " (" + (from + 1) + ")");
        assertThat(since(from + 1)).hasSize(CHANGES);
    }

    @Test
    void aResourceVersionMustBeANumber() {
        var failure = refusal(() -> cluster.watch(
                ResourceTypes.PODS, new WatchOptions("", "", "x", "", false, false)));
        assertThat(failure.code()).isEqualTo(500);
        assertThat(failure).hasMessageContaining("strconv.ParseUint: parsing \"x\": invalid syntax");
    }

    @Test
    void aListOfTheFutureTimesOut() {
        var failure = refusal(() -> cluster.api.list(
                ResourceTypes.PODS, "", new ListOptions("", "", 0, "", "999999", "NotOlderThan")));
        assertThat(failure.code()).isEqualTo(504);
        assertThat(failure).hasMessageContaining("Too large resource version: 999999, current: ");
    }

    @Test
    void aPageOfAListThatIsForgottenIsExpired() {
        cluster.createPod("a");
        cluster.createPod("b");
        String token = cluster.api.list(ResourceTypes.PODS, "", new ListOptions("", "", 1, "", "", "")).continueToken();
        cluster.createPod("c");
        cluster.pass(Duration.ofMinutes(5));
        var failure = refusal(() ->
                cluster.api.list(ResourceTypes.PODS, "", new ListOptions("", "", 1, token, "", "")));
        assertThat(failure.code()).isEqualTo(410);
    }

    @Test
    void bookmarksGoToThoseWhoAskForThem() {
        List<String> with = cluster.watch(ResourceTypes.PODS, new WatchOptions("", "", "", "", false, true));
        List<String> without = cluster.watch(ResourceTypes.PODS, Cluster.FROM_START);
        cluster.api.tick();
        assertThat(with).containsExactly("BOOKMARK@" + cluster.api.revision());
        assertThat(without).isEmpty();
    }

    @Test
    void aWatchWhoseBufferIsFullIsClosed() {
        List<String> seen = new ArrayList<>();
        Runnable close = cluster.api.watch(
                ResourceTypes.PODS, "", Cluster.FROM_START, new Cluster.Recorder(seen, 2));
        cluster.createPod("a");
        cluster.createPod("b");
        cluster.createPod("c");
        assertThat(seen).hasSize(3).last().isEqualTo("end");
        close.run();
        assertThat(seen).hasSize(3);
    }

    @Test
    void aClosedWatchHearsNothing() {
        List<String> seen = new ArrayList<>();
        Runnable close = cluster.api.watch(
                ResourceTypes.PODS, "", Cluster.FROM_START, new Cluster.Recorder(seen, 100));
        close.run();
        cluster.createPod("a");
        assertThat(seen).containsExactly("end");
    }

    @Test
    void anUnknownFieldIsNoSelector() {
        var failure = refusal(() -> cluster.api.list(ResourceTypes.PODS, "", ListOptions.fields("spec.foo=a")));
        assertThat(failure.code()).isEqualTo(400);
        assertThat(failure).hasMessage("field label not supported: spec.foo");
    }

    private void label(String value) {
        String body = "{\"metadata\":{\"labels\":{\"app\":\"" + value + "\"}}}";
        assertThat(cluster.api.patch(pod("a"), "", new Patch(Patch.Type.MERGE, Json.parse(body)), WRITE).created())
                .isFalse();
    }

    private List<String> since(long revision) {
        return cluster.watch(
                ResourceTypes.PODS, new WatchOptions("", "", Long.toString(revision), "", false, false));
    }

    private static List<String> names(List<String> events) {
        return events.stream().map(each -> each.replaceAll("@.*", "")).toList();
    }
}
