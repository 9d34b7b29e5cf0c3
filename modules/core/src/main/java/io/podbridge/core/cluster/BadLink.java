package io.podbridge.core.cluster;

/**
 * Two members of which at least one does not reach the other. A link is bad for both: who hears, but is not heard, can
 * do no work together with the other.
 *
 * @param one the first of the two by {@link Incarnation}'s order
 * @param other the second
 */
record BadLink(Incarnation one, Incarnation other) {

    static BadLink between(Incarnation a, Incarnation b) {
        return a.compareTo(b) <= 0 ? new BadLink(a, b) : new BadLink(b, a);
    }

    boolean touches(Incarnation member) {
        return one.equals(member) || other.equals(member);
    }

    /** The other end, seen from one of the two. */
    Incarnation from(Incarnation member) {
        return one.equals(member) ? other : one;
    }
}
