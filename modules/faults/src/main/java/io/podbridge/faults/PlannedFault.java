package io.podbridge.faults;

import java.time.Duration;
import java.util.List;

/**
 * A fault, as the seed has it; what it then meets depends on the moment.
 *
 * @param number from 1
 * @param aim which replica, where it is one
 * @param length from its beginning to its end
 * @param variant 0 to 1: which form of it
 */
record PlannedFault(int number, FaultKind kind, Aim aim, Duration length, double variant) {

    /** Which replica is meant. */
    enum Aim {
        /** The one that serves the node, with the watch of the pods. */
        SERVING,
        /** The one that has been a member for longest, with the coordinator of the shards. */
        OLDEST,
        /** The first, the second or the third. */
        FIRST,
        SECOND,
        THIRD
    }

    /** Chooses among these by the variant. */
    <T> T choose(List<T> forms) {
        return forms.get((int) (variant * forms.size()) % forms.size());
    }

    /** Another number out of the variant, 0 to 1, for a second choice. */
    double second() {
        return variant * 97 % 1;
    }

    /** A third one. */
    double third() {
        return variant * 9_973 % 1;
    }
}
