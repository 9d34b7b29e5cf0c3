package io.podbridge.core.relay;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.TLSClosing;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.Tcp;
import org.apache.pekko.util.ByteString;

/**
 * What lies below the relay: TLS that asks both sides for a certificate of the relay's authority, or, on one machine
 * only, nothing. See {@code docs/decisions/0013}.
 */
public final class RelayTransport {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int BACKLOG = 128;

    private final ActorSystem system;
    private final Optional<RelayTls> tls;

    private RelayTransport(ActorSystem system, Optional<RelayTls> tls) {
        this.system = system;
        this.tls = tls;
    }

    /** One that only replicas of this bridge can use. */
    public static RelayTransport tls(ActorSystem system, RelayTls tls) {
        return new RelayTransport(system, Optional.of(tls));
    }

    /** One for replicas of one machine: neither listens on nor talks to anything but loopback addresses. */
    public static RelayTransport loopback(ActorSystem system) {
        return new RelayTransport(system, Optional.empty());
    }

    Flow<ByteString, ByteString, ?> to(InetSocketAddress replica) {
        Tcp tcp = Tcp.get(system);
        return tls.<Flow<ByteString, ByteString, ?>>map(keys -> tcp.outgoingConnectionWithTls(
                        replica,
                        keys::askingEngine,
                        Optional.empty(),
                        List.of(),
                        Optional.of(CONNECT),
                        Optional.empty(),
                        session -> Optional.empty(),
                        TLSClosing.eagerClose()))
                .orElseGet(() -> {
                    requireLoopback(replica);
                    return tcp.outgoingConnection(
                            replica, Optional.empty(), List.of(), false, Optional.of(CONNECT), Optional.empty());
                });
    }

    Source<Tcp.IncomingConnection, CompletionStage<Tcp.ServerBinding>> at(InetSocketAddress address) {
        Tcp tcp = Tcp.get(system);
        String host = address.getHostString();
        return tls.map(keys -> tcp.bindWithTls(
                        host,
                        address.getPort(),
                        keys::answeringEngine,
                        BACKLOG,
                        List.of(),
                        Optional.empty(),
                        session -> Optional.empty(),
                        TLSClosing.eagerClose()))
                .orElseGet(() -> {
                    requireLoopback(address);
                    return tcp.bind(host, address.getPort(), BACKLOG, List.of(), false, Optional.empty());
                });
    }

    private static void requireLoopback(InetSocketAddress address) {
        if (address.getAddress() == null || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "the relay needs certificates to talk to another machine, and " + address + " is one");
        }
    }
}
