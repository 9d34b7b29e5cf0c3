package io.podbridge.core.feed;

import io.podbridge.core.pod.PodId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Stops the hand when many pods are missing at once, though nobody was seen to delete them: then the API server is
 * another one, or its store was set back, and ending what runs would be the worst answer. As the controllers of
 * Kubernetes stop evicting when too many nodes are lost at once. Time is that of the feed. Not thread-safe.
 */
final class AbsenceBrake {
    /** So long counts as "at once". */
    static final Duration WINDOW = Duration.ofMinutes(1);

    /** So long complete lists must agree before they are believed without a person's word. */
    static final Duration HOLD = Duration.ofMinutes(5);

    /** So many lists must agree. */
    static final int LISTS = 3;

    private final double share;
    private final int minimum;
    private final Map<String, Duration> missing = new HashMap<>();
    private final Map<String, PodId> asked = new HashMap<>();
    private Optional<Duration> since = Optional.empty();
    private int agreeing;

    /**
     * A brake that is off.
     *
     * @param share of the node's pods, from 0 to 1, that may be missing at once
     * @param minimum so many may be missing at once however few pods there are
     */
    AbsenceBrake(double share, int minimum) {
        this.share = share;
        this.minimum = minimum;
    }

    /** Whether absences are held against nobody for now. */
    boolean on() {
        return since.isPresent();
    }

    /** How many pods are missing. */
    int missing() {
        return missing.size();
    }

    /** The pod is missing from a list or from the store. */
    void miss(String uid, Duration now) {
        missing.putIfAbsent(uid, now);
    }

    /**
     * Whether this pod's absence may be acted on; if not, {@link #release} or a later question says so.
     *
     * @param listed how many pods the last list has
     */
    boolean permits(PodId id, int listed, Duration now) {
        miss(id.uid(), now);
        if (!on() && recent(now) > limit(listed)) {
            since = Optional.of(now);
            agreeing = 0;
        }
        if (on()) {
            asked.put(id.uid(), id);
            return false;
        }
        return true;
    }

    /**
     * What may be acted on from now on.
     *
     * @param missing all pods that were held, by UID
     * @param asked those of them whose entities wait for the word
     */
    record Release(Set<String> missing, List<PodId> asked) {
        static final Release NOTHING = new Release(Set.of(), List.of());
    }

    /** A complete list has come. */
    Release listed(Predicate<String> lists, int listed, Duration now) {
        boolean back = missing.keySet().removeIf(lists);
        asked.keySet().removeIf(lists);
        if (!on()) {
            missing.values().removeIf(at -> at.compareTo(now.minus(WINDOW)) < 0);
            return Release.NOTHING;
        }
        agreeing = back ? 1 : agreeing + 1;
        if (back) {
            since = Optional.of(now);
        }
        boolean old = since.filter(at -> now.minus(at).compareTo(HOLD) >= 0).isPresent();
        return missing.size() <= limit(listed) || (agreeing >= LISTS && old) ? release() : Release.NOTHING;
    }

    /** Somebody vouches for it that the pods are gone. */
    Release release() {
        var released = new Release(Set.copyOf(missing.keySet()), List.copyOf(asked.values()));
        missing.clear();
        asked.clear();
        since = Optional.empty();
        return released;
    }

    private long recent(Duration now) {
        return missing.values().stream()
                .filter(at -> at.compareTo(now.minus(WINDOW)) >= 0)
                .count();
    }

    private long limit(int listed) {
        return Math.max(minimum, (long) (share * (listed + missing.size())));
    }
}
