package io.podbridge.core.feed;

import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.provider.PodDirectory;
import io.podbridge.core.roster.RosterAnswer;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Decides about pods that are missing from the API server, of which only the feed sees how many they are. Belongs to
 * the {@link PodFeed}.
 */
final class Absences {
    /** Digests of its shard for which an expected absence is remembered without another word of it. */
    private static final int DIGESTS = 4;

    private final AbsenceBrake brake;
    private final PodStore store;
    private final DigestKeeper digests;
    private final PodDirectory entities;
    private final String node;
    private final Logger log;
    private final ExpectedAbsences expected;

    Absences(FeedSettings settings, PodStore store, DigestKeeper digests, PodDirectory entities, Logger log) {
        this.brake = new AbsenceBrake(settings.absenceShare(), settings.absenceMinimum());
        this.expected = new ExpectedAbsences(
                settings.resyncInterval().multipliedBy(DIGESTS).plus(AbsenceBrake.HOLD));
        this.store = store;
        this.digests = digests;
        this.entities = entities;
        this.node = settings.node();
        this.log = log;
    }

    /** How many pods are missing without being ended, since they are too many at once. */
    int held() {
        return brake.on() ? brake.missing() : 0;
    }

    /** A roster has answered. */
    void heard(RosterAnswer answer) {
        answer.leaving().forEach(this::expect);
        answer.unlisted().stream().filter(uid -> !unsurprising(uid)).forEach(uid -> brake.miss(uid, now()));
    }

    /** Nothing of this pod runs, or its deletion was seen: that it is missing one day surprises nobody. */
    void expect(String uid) {
        expected.expect(uid, now());
    }

    /** There is a new list. */
    void listed() {
        expected.removeIf(store::has);
        end(brake.listed(store::has, store.size(), now()));
    }

    /** Somebody vouches for it that the pods are gone. */
    void release() {
        end(brake.release());
    }

    /** An entity's read did not find its pod, and the list does not have it either. Without an answer it asks again. */
    void confirm(PodId id) {
        if (!digests.complete()) {
            return;
        }
        boolean before = brake.on();
        if (unsurprising(id.uid()) || brake.permits(id, store.size(), now())) {
            expected.remove(id.uid());
            entities.tell(id.uid(), new PodEvent.Gone(id));
        } else if (!before) {
            say();
        }
    }

    private boolean unsurprising(String uid) {
        return digests.sawDeletion(uid) || expected.has(uid);
    }

    private void say() {
        log.error(
                "{} pods of node {} are missing from the API server at once, {} are left, and nobody was seen to delete"
                        + " them. None of them is ended until three complete lists agree over {} minutes, or until the"
                        + " Node has the annotation podbridge.io/confirm-absences. Look whether this is the right API"
                        + " server, and whether its store was restored from a backup",
                brake.missing(),
                node,
                store.size(),
                AbsenceBrake.HOLD.toMinutes());
    }

    private void end(AbsenceBrake.Release released) {
        var allowed = released.asked();
        if (!allowed.isEmpty()) {
            log.warn("{} pods of node {} are gone for good, and what runs of them is ended", allowed.size(), node);
        }
        released.missing().forEach(this::expect);
        allowed.forEach(id -> entities.tell(id.uid(), new PodEvent.Gone(id)));
    }

    /** The time of the feed. */
    private Duration now() {
        return PodFeed.TICK.multipliedBy(digests.ticks());
    }
}
