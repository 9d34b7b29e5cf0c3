package io.podbridge.core.feed;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Pods whose absence surprises nobody: nothing of them runs, their deletion was seen, or somebody vouches for it. Each
 * is forgotten some time after the last word of it, so that the pods of weeks do not add up. Time is that of the feed.
 * Not thread-safe.
 */
final class ExpectedAbsences {
    private final Duration kept;

    /** When each was last spoken of, the longest silent first. */
    private final Map<String, Duration> lastWord = new LinkedHashMap<>();

    /**
     * None.
     *
     * @param kept how long a pod is remembered after the last word of it: longer than its roster takes to repeat that
     *     its entity is still there
     */
    ExpectedAbsences(Duration kept) {
        this.kept = kept;
    }

    /** The absence of this pod is, or will be, no surprise. */
    void expect(String uid, Duration now) {
        lastWord.remove(uid);
        lastWord.put(uid, now);
        var times = lastWord.values().iterator();
        while (times.hasNext() && times.next().plus(kept).compareTo(now) < 0) {
            times.remove();
        }
    }

    boolean has(String uid) {
        return lastWord.containsKey(uid);
    }

    /** The pod's entity has been told. */
    void remove(String uid) {
        lastWord.remove(uid);
    }

    /** Pods that are there again are not absent. */
    void removeIf(Predicate<String> listed) {
        lastWord.keySet().removeIf(listed);
    }

    int size() {
        return lastWord.size();
    }
}
