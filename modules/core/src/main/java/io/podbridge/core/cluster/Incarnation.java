package io.podbridge.core.cluster;

import java.util.Comparator;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * One life of a replica: a process that starts again at the same address is another one.
 *
 * @param address {@code pekko://podbridge@host:25520}
 * @param uid Pekko's random number of this life
 */
public record Incarnation(String address, long uid) implements Comparable<Incarnation> {
    private static final Comparator<Incarnation> ORDER =
            Comparator.comparing(Incarnation::address).thenComparingLong(Incarnation::uid);

    /** The same in Pekko's words. */
    public static Incarnation of(UniqueAddress member) {
        return new Incarnation(member.address().toString(), member.longUid());
    }

    /** Whether this is a life at that address. */
    public boolean at(Address other) {
        return address.equals(other.toString());
    }

    @Override
    public int compareTo(Incarnation other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return address + "#" + uid;
    }
}
