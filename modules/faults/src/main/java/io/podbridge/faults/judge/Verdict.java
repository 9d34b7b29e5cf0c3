package io.podbridge.faults.judge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The verdict on the pods of one run or of several.
 *
 * @param made pods that the user has made
 * @param ended those of them that are not wanted any more, and do not run
 * @param faults how many of each kind there were
 * @param wrong what is wrong with which pods, by UID: first the last fault before it, then what is known of the pod
 * @param unreadable lines that are no JSON; for a run that was not finished, one more
 */
public record Verdict(
        int made, int ended, Map<String, Integer> faults, Map<Wrong, Map<String, List<String>>> wrong, int unreadable) {

    /** The ways in which a pod can be wrong. */
    public enum Wrong {
        /** The pod was made more than once. */
        CREATED_TWICE("created twice"),
        /** The pod is wanted, and does not run. */
        LOST("lost"),
        /** The pod runs, and nobody wants it. */
        ORPHAN("orphans"),
        /** Somebody still wanted it when it was asked to end. */
        ENDED_THOUGH_WANTED("ended though wanted"),
        /** The pod was given less than what was left of its grace. */
        GRACE_CUT_SHORT("grace cut short"),
        /** The pod runs with another image than the last that was wanted. */
        OUT_OF_DATE("out of date"),
        /** The API server shows something else than that it runs. */
        SHOWN_WRONGLY("shown wrongly"),
        /** The API server still has it. */
        NOT_REMOVED("not removed");

        private final String text;

        Wrong(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Tells whether nothing is wrong. */
    public boolean clean() {
        return unreadable == 0 && wrong.values().stream().allMatch(Map::isEmpty);
    }

    /** The number of pods that this is wrong with. */
    public int count(Wrong what) {
        return wrong.getOrDefault(what, Map.of()).size();
    }

    /** The number of such pods by the fault that had begun last. */
    Map<String, Long> faultsBefore(Wrong what) {
        return wrong.getOrDefault(what, Map.of()).values().stream()
                .map(List::getFirst)
                .filter(fault -> !fault.isEmpty())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /** The number of faults, of every kind. */
    public int faultsInAll() {
        return faults.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Both together. */
    public Verdict plus(Verdict more) {
        Map<String, Integer> all = new TreeMap<>(faults);
        more.faults.forEach((kind, count) -> all.merge(kind, count, Integer::sum));
        Map<Wrong, Map<String, List<String>>> both = new TreeMap<>();
        for (Wrong what : Wrong.values()) {
            Map<String, List<String>> pods = new TreeMap<>(wrong.getOrDefault(what, Map.of()));
            pods.putAll(more.wrong.getOrDefault(what, Map.of()));
            both.put(what, pods);
        }
        return new Verdict(made + more.made, ended + more.ended, all, both, unreadable + more.unreadable);
    }
}
