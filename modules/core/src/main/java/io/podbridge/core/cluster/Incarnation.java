package io.podbridge.core.cluster;

import java.util.Comparator;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * One life of a replica: a process that starts again at the same address is another one.
 *
 * <p>Ordered as Pekko orders its members ({@code Member.addressOrdering}: the host as text, the port as a number, then
 * the life), since the first of all breaks ties: wherever a half of the members decides for all of them, every arbiter
 * must mean the same half.
 *
 * @param address {@code pekko://podbridge@host:25520}
 * @param uid Pekko's random number of this life
 */
public record Incarnation(String address, long uid) implements Comparable<Incarnation> {
    private static final Comparator<Incarnation> ORDER = Comparator.comparing(Incarnation::host)
            .thenComparingInt(Incarnation::port)
            .thenComparingLong(Incarnation::uid)
            .thenComparing(Incarnation::address);

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

    /** Empty where the address has none: an actor system that nobody reaches. */
    private String host() {
        int at = address.indexOf('@');
        return at < 0 ? "" : address.substring(at + 1, portColon());
    }

    private int port() {
        return address.indexOf('@') < 0 ? 0 : Integer.parseInt(address.substring(portColon() + 1));
    }

    private int portColon() {
        return address.lastIndexOf(':');
    }
}
