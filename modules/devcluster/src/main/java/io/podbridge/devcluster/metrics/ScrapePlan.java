package io.podbridge.devcluster.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Who is to be asked, and who is being asked: first come, first served, never one twice at once, and not too many at
 * once. For one thread.
 */
final class ScrapePlan {
    /** A node as long as it lives: one that is made anew is another. */
    record Target(String node, String uid) {}

    private final int atOnce;
    private final Map<String, Target> known = new HashMap<>();
    private final SequencedSet<Target> waiting = new LinkedHashSet<>();
    private final Set<Target> running = new HashSet<>();

    ScrapePlan(int atOnce) {
        this.atOnce = atOnce;
    }

    /** Says which nodes are there, and no others: the new ones are to be asked. Answers which ones are gone. */
    List<Target> sync(Set<Target> present) {
        var gone =
                known.values().stream().filter(each -> !present.contains(each)).toList();
        gone.forEach(each -> known.remove(each.node()));
        waiting.retainAll(present);
        for (var each : present) {
            if (known.putIfAbsent(each.node(), each) == null) {
                waiting.add(each);
            }
        }
        return gone;
    }

    /** It is to be asked again; not if it is gone. */
    void due(Target target) {
        if (isKnown(target)) {
            waiting.add(target);
        }
    }

    /** Those to ask now. They count as being asked until they are {@link #finished}. */
    List<Target> begin() {
        var begun = new ArrayList<Target>();
        for (var target : List.copyOf(waiting)) {
            if (running.size() < atOnce && running.add(target)) {
                waiting.remove(target);
                begun.add(target);
            }
        }
        return begun;
    }

    /** Whether anybody wants to know what it said: not if it is gone. */
    boolean finished(Target target) {
        running.remove(target);
        return isKnown(target);
    }

    private boolean isKnown(Target target) {
        return target.equals(known.get(target.node()));
    }
}
