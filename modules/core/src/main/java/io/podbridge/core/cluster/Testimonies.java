package io.podbridge.core.cluster;

import io.podbridge.core.cluster.LivenessMessage.Testimony;
import io.podbridge.core.cluster.LivenessProbe.Finding;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who has seen whom dead, this replica and the others, as far as it can still be so. Belongs to {@link ProofOfDeath}.
 *
 * <p>A testimony may have waited in a queue while a network was cut, and its witness may have found the dead one alive
 * since. So each names the last one of this replica's that its witness had heard, and counts for {@link #MAX_AGE} after
 * that one was sent, by this replica's clock.
 */
final class Testimonies {
    /** Six times the pace at which testimonies are repeated: also a busy machine renews them in time. */
    static final Duration MAX_AGE = Duration.ofSeconds(3);

    private final Incarnation self;
    private final Map<Incarnation, Heard> heard = new HashMap<>();
    private final TreeMap<Long, Duration> sentAt = new TreeMap<>();
    private Seen own = Seen.NOTHING;
    private long sequence;

    Testimonies(Incarnation self) {
        this.self = self;
    }

    private record Heard(Seen seen, long sequence, Duration at) {}

    /** Those whom this replica itself holds dead. */
    Set<Incarnation> own() {
        return own.dead();
    }

    /** This replica's newest finding about a peer. */
    void found(Incarnation peer, Finding finding) {
        own = own.found(peer, finding);
    }

    void hear(Testimony testimony, Duration now) {
        Duration at = testimony
                .heard()
                .map(last -> sentAt.getOrDefault(last, now.minus(MAX_AGE)))
                .orElse(now);
        heard.put(
                testimony.witness(),
                new Heard(testimony.seen(), testimony.sequence().orElse(0L), at));
    }

    void forget(Incarnation gone) {
        heard.remove(gone);
        own = own.forget(gone);
    }

    /** A new round of this replica's own testimonies begins, one for each peer. */
    void next(Duration now) {
        sequence++;
        sentAt.put(sequence, now);
        sentAt.values().removeIf(at -> now.minus(at).compareTo(MAX_AGE) >= 0);
    }

    /** This replica's testimony of now, for that peer. */
    Testimony to(Incarnation peer) {
        return new Testimony(
                self,
                own.dead(),
                Optional.of(own.refusing()),
                Optional.of(sequence),
                Optional.ofNullable(heard.get(peer)).map(Heard::sequence).filter(last -> last > 0));
    }

    /**
     * What counts now, by witness. Whom this replica itself holds dead has no voice: it cannot speak, or what it says
     * is from a time before the proof.
     */
    Map<Incarnation, Seen> valid(Duration now) {
        Map<Incarnation, Seen> valid = new HashMap<>();
        heard.forEach((witness, testimony) -> {
            if (now.minus(testimony.at()).compareTo(MAX_AGE) < 0 && !own.dead().contains(witness)) {
                valid.put(witness, testimony.seen());
            }
        });
        valid.put(self, own);
        return valid;
    }
}
