package io.podbridge.core.cluster;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.pekko.event.EventStream;

/**
 * The addresses whose replica is proven dead, by actor system: the one thing that {@link ProofOfDeath}, the failure
 * detectors, which Pekko makes itself, and whoever asks for a majority have in common. A detector is given the system's
 * event stream, so that is the key.
 */
final class ProvenDead {
    private static final Map<EventStream, ProvenDead> BY_SYSTEM = Collections.synchronizedMap(new WeakHashMap<>());

    private volatile Set<String> addresses = Set.of();
    private volatile Set<Incarnation> seen = Set.of();

    private ProvenDead() {}

    static ProvenDead of(EventStream events) {
        return BY_SYSTEM.computeIfAbsent(events, key -> new ProvenDead());
    }

    /** From now on these and no others. A new incarnation at one of them must not inherit its predecessor's death. */
    void are(Set<String> dead) {
        addresses = Set.copyOf(dead);
    }

    /** From now on this replica itself holds these dead, and no others. */
    void seen(Set<Incarnation> dead) {
        seen = Set.copyOf(dead);
    }

    /** Those whom this replica itself holds dead, condemned or not. */
    Set<Incarnation> seen() {
        return seen;
    }

    boolean contains(String address) {
        return addresses.contains(address);
    }
}
