package io.podbridge.devcluster.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pcollections.TreePMap;

/**
 * All objects of one kind at one resourceVersion; immutable.
 *
 * @param objects by {@code namespace/name}, in the order of etcd
 */
public record Snapshot(TreePMap<String, Stored> objects, long revision) {

    /**
     * Some objects of a list.
     *
     * @param next the place after the last of these; empty if nothing is left
     * @param remaining how many are left, where that is known without looking at them
     */
    public record Page(List<Stored> items, Optional<String> next, OptionalLong remaining) {}

    static String place(String namespace, String name) {
        return namespace + "/" + name;
    }

    Optional<Stored> find(String namespace, String name) {
        return Optional.ofNullable(objects.get(place(namespace, name)));
    }

    /** What is selected, in order. */
    public List<Stored> all(Selection selection) {
        return page(selection, "", 0).items();
    }

    /**
     * What is selected, from a place on.
     *
     * @param from a place that an earlier page gave; empty for the first page
     * @param limit 0 for all
     */
    public Page page(Selection selection, String from, long limit) {
        TreePMap<String, Stored> range = range(selection.namespace());
        Collection<Stored> candidates = (from.isEmpty() ? range : range.tailMap(from, true)).values();
        List<Stored> items = new ArrayList<>();
        int seen = 0;
        for (Stored object : candidates) {
            if (limit > 0 && items.size() == limit) {
                long left = candidates.size() - (long) seen;
                return new Page(
                        items,
                        Optional.of(place(object.key().namespace(), object.key().name())),
                        selection.everything() ? OptionalLong.of(left) : OptionalLong.empty());
            }
            seen++;
            if (selection.matches(object)) {
                items.add(object);
            }
        }
        return new Page(items, Optional.empty(), OptionalLong.empty());
    }

    private TreePMap<String, Stored> range(String namespace) {
        // '0' follows '/'
        return namespace.isEmpty() ? objects : objects.subMap(namespace + "/", true, namespace + "0", false);
    }

    Snapshot with(Stored object) {
        return new Snapshot(
                objects.plus(place(object.key().namespace(), object.key().name()), object), object.resourceVersion());
    }

    Snapshot without(Stored object) {
        return new Snapshot(
                objects.minus(place(object.key().namespace(), object.key().name())), object.resourceVersion());
    }
}
