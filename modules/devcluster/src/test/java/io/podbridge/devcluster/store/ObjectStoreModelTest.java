package io.podbridge.devcluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.api.WatchEvent;
import io.podbridge.devcluster.api.WatchSink;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceTypes;
import io.podbridge.devcluster.selector.FieldSelector;
import io.podbridge.devcluster.selector.LabelSelector;
import io.podbridge.devcluster.store.ObjectStore.Start;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is written, and whenever a watch begins: it ends up with what a list shows. */
class ObjectStoreModelTest {
    private static final int CHANGES = 20;
    private static final List<Selection> SELECTIONS = List.of(
            Selection.ALL,
            new Selection("ns1", Optional.empty(), Optional.empty()),
            new Selection("", Optional.of(LabelSelector.parse("app=a")), Optional.empty()),
            new Selection("", Optional.empty(), Optional.of(FieldSelector.parse("spec.nodeName=n1"))),
            new Selection("ns1", Optional.empty(), Optional.of(FieldSelector.parse("metadata.name=p1"))),
            new Selection("", Optional.empty(), Optional.of(FieldSelector.parse("spec.nodeName!=n1"))));

    sealed interface Step {
        record Put(String namespace, String name, String app, String node) implements Step {}

        record Remove(String namespace, String name) implements Step {}

        /** @param back how many resourceVersions before the newest the watch begins; 0 for the initial events */
        record Watch(int selection, int back) implements Step {}
    }

    /** What a client of a watch knows. */
    private static final class Follower implements WatchSink {
        private final Selection selection;
        private final Map<String, Long> known = new TreeMap<>();
        /** Initial events come in the order of names; all that follow in that of their resourceVersion. */
        private boolean live;
        private long newest;

        Follower(Selection selection) {
            this.selection = selection;
        }

        @Override
        public boolean next(WatchEvent event) {
            if (event instanceof WatchEvent.Change(WatchEvent.Type type, StoredObject object)) {
                String place = object.key().namespace() + "/" + object.key().name();
                switch (type) {
                    case ADDED -> assertThat(known.put(place, object.resourceVersion())).isNull();
                    case MODIFIED -> assertThat(known.put(place, object.resourceVersion())).isNotNull();
                    case DELETED -> assertThat(known.remove(place)).isNotNull();
                }
                assertThat(live && object.resourceVersion() <= newest).isFalse();
                newest = Math.max(newest, object.resourceVersion());
            }
            return true;
        }

        @Override
        public void end() {
            throw new AssertionError("nobody ended it");
        }
    }

    @Property(tries = 300)
    void aWatchEndsUpWithWhatAListShows(@ForAll("steps") List<Step> steps) {
        ObjectStore fresh = new ObjectStore(Clock.systemUTC(), new Bounds(CHANGES, 1 << 20, 4, Duration.ofMinutes(1)));
        List<Follower> followers = new ArrayList<>();
        Map<Long, Snapshot> past = new TreeMap<>();
        for (Step step : steps) {
            switch (step) {
                case Step.Put put -> put(fresh, put);
                case Step.Remove(String namespace, String name) ->
                    fresh.find(key(namespace, name)).ifPresent(each -> assertThat(fresh.remove(each)).isPresent());
                case Step.Watch watch -> follow(fresh, watch, past).ifPresent(followers::add);
            }
            past.put(fresh.revision(), fresh.snapshot(ResourceTypes.PODS));
        }
        for (Follower follower : followers) {
            assertThat(follower.known).isEqualTo(listed(fresh.snapshot(ResourceTypes.PODS), follower.selection));
        }
    }

    private static Optional<Follower> follow(ObjectStore store, Step.Watch watch, Map<Long, Snapshot> past) {
        Follower follower = new Follower(SELECTIONS.get(watch.selection()));
        long from = store.revision() - watch.back();
        Snapshot then = past.get(from);
        Start start = watch.back() == 0 || then == null ? new Start.Initial(false) : new Start.After(from);
        if (start instanceof Start.After) {
            follower.known.putAll(listed(then, follower.selection));
        }
        try {
            assertThat(store.watch(ResourceTypes.PODS, follower.selection, start, false, follower)).isNotNull();
            follower.live = true;
            return Optional.of(follower);
        } catch (Forgotten tooOld) {
            assertThat(watch.back()).as("only what is long ago is forgotten").isGreaterThan(CHANGES);
            return Optional.empty();
        }
    }

    private static Map<String, Long> listed(Snapshot snapshot, Selection selection) {
        return snapshot.all(selection).stream()
                .collect(Collectors.toMap(
                        each -> each.key().namespace() + "/" + each.key().name(),
                        Stored::resourceVersion,
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static void put(ObjectStore store, Step.Put put) {
        ObjectKey key = key(put.namespace(), put.name());
        ObjectNode tree = Json.object();
        Json.ensure(tree, "metadata", "labels").put("app", put.app());
        Json.ensure(tree, "spec").put("nodeName", put.node());
        Optional<Stored> present = store.find(key);
        Optional<Stored> written =
                present.isPresent() ? store.replace(present.get(), tree) : store.insert(key, tree);
        assertThat(written).isPresent();
    }

    private static ObjectKey key(String namespace, String name) {
        return new ObjectKey(ResourceTypes.PODS, namespace, name);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> namespaces = Arbitraries.of("ns1", "ns2");
        Arbitrary<String> names = Arbitraries.of("p1", "p2", "p3");
        Arbitrary<Step> put = Combinators.combine(
                        namespaces, names, Arbitraries.of("a", "b"), Arbitraries.of("", "n1", "n2"))
                .as(Step.Put::new);
        Arbitrary<Step> remove = Combinators.combine(namespaces, names).as(Step.Remove::new);
        Arbitrary<Step> watch = Combinators.combine(
                        Arbitraries.integers().between(0, SELECTIONS.size() - 1),
                        Arbitraries.integers().between(0, 30))
                .as(Step.Watch::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(5, put), Tuple.of(2, remove), Tuple.of(2, watch))
                .list()
                .ofMaxSize(80);
    }
}
