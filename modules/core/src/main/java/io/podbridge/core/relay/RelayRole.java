package io.podbridge.core.relay;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.pekko.cluster.Member;

/** Tells the others where a replica's relay listens: in one of its roles, which every member knows of every other. */
public final class RelayRole {
    private static final String PREFIX = "relay-";

    private RelayRole() {}

    /** The role of a replica whose relay listens on this port of its host; one of {@code pekko.cluster.roles}. */
    public static String of(int port) {
        return PREFIX + port;
    }

    /** Where the relay of this member listens; empty if it has none. */
    public static Optional<InetSocketAddress> of(Member member) {
        return member.getRoles().stream()
                .filter(role -> role.matches(PREFIX + "\\d{1,5}"))
                .map(role -> Integer.parseInt(role.substring(PREFIX.length())))
                .findFirst()
                .map(port -> InetSocketAddress.createUnresolved(
                        member.address().getHost().orElse(""), port));
    }
}
