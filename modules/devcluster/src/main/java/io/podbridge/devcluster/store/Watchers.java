package io.podbridge.devcluster.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The open watches of one kind. A watch of one name, one node or one namespace costs a change that is not about it
 * nothing: such watches are found by value (cf. the triggers of {@code k8s.io/apiserver/pkg/storage/cacher}). Guarded
 * by the store's lock.
 */
final class Watchers {
    private static final List<String> TRIGGERS = List.of("metadata.name", "spec.nodeName", "metadata.namespace");

    private record Trigger(String field, String value) {}

    private final Set<Watcher> all = new LinkedHashSet<>();
    private final Set<Watcher> general = new LinkedHashSet<>();
    private final Map<Trigger, Set<Watcher>> triggered = new HashMap<>();

    void add(Watcher watcher) {
        all.add(watcher);
        place(watcher).add(watcher);
    }

    void remove(Watcher watcher) {
        if (all.remove(watcher)) {
            place(watcher).remove(watcher);
            trigger(watcher.selection()).ifPresent(this::dropEmpty);
            watcher.end();
        }
    }

    private void dropEmpty(Trigger trigger) {
        triggered.remove(trigger, Set.of());
    }

    void publish(Change change) {
        offer(general, watcher -> watcher.offer(change));
        for (String field : TRIGGERS) {
            Optional<String> is = change.object().field(field);
            Optional<String> was = change.before().flatMap(each -> each.field(field));
            is.ifPresent(value -> offer(having(field, value), watcher -> watcher.offer(change)));
            was.filter(value -> !is.equals(was))
                    .ifPresent(value -> offer(having(field, value), watcher -> watcher.offer(change)));
        }
    }

    void bookmark(long revision) {
        offer(all, watcher -> watcher.bookmark(revision));
    }

    private void offer(Collection<Watcher> watchers, Predicate<Watcher> event) {
        List<Watcher> full = new ArrayList<>();
        for (Watcher watcher : watchers) {
            if (!event.test(watcher)) {
                full.add(watcher);
            }
        }
        full.forEach(this::remove);
    }

    private Collection<Watcher> having(String field, String value) {
        return triggered.getOrDefault(new Trigger(field, value), Set.of());
    }

    private Set<Watcher> place(Watcher watcher) {
        return trigger(watcher.selection())
                .map(each -> triggered.computeIfAbsent(each, absent -> new LinkedHashSet<>()))
                .orElse(general);
    }

    private static Optional<Trigger> trigger(Selection selection) {
        for (String field : TRIGGERS) {
            Optional<String> value = field.equals("metadata.namespace") && !selection.namespace().isEmpty()
                    ? Optional.of(selection.namespace())
                    : selection.exact(field);
            if (value.isPresent()) {
                return value.map(each -> new Trigger(field, each));
            }
        }
        return Optional.empty();
    }
}
