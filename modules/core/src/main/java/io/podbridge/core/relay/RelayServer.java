package io.podbridge.core.relay;

import io.podbridge.core.streams.ContainerAccess;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.Tcp;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the other replicas reach this one's containers. */
public final class RelayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayServer.class);
    /** Calls at once; a further connection is closed, and whoever asks is told that this replica cannot be asked. */
    private static final int MOST = 2_000;

    private final ActorSystem system;
    private final ContainerAccess access;
    private final Set<Serve> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final Tcp.ServerBinding binding;

    private RelayServer(ActorSystem system, ContainerAccess access, Tcp.ServerBinding binding) {
        this.system = system;
        this.access = access;
        this.binding = binding;
    }

    /**
     * Listens; fails if the port is taken.
     *
     * @param address port 0 takes a free one
     * @param access what this replica itself reaches; a call is never relayed twice
     */
    public static CompletionStage<RelayServer> start(
            ActorSystem system, RelayTransport transport, InetSocketAddress address, ContainerAccess access) {
        var incoming = transport.at(address).preMaterialize(system);
        return incoming.first().thenApply(binding -> {
            var server = new RelayServer(system, access, binding);
            server.accept(incoming.second());
            return server;
        });
    }

    private void accept(Source<Tcp.IncomingConnection, ?> incoming) {
        incoming.runWith(Sink.foreach(this::admit), system);
    }

    private void admit(Tcp.IncomingConnection connection) {
        if (connections.incrementAndGet() > MOST) {
            connections.decrementAndGet();
            LOG.warn("The relay has {} connections already, closing another one.", MOST);
            Source.<ByteString>empty().via(connection.flow()).runWith(Sink.cancelled(), system);
            return;
        }
        new Slot().begin(connection);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return binding.localAddress();
    }

    /** How many calls are open. */
    public int connections() {
        return connections.get();
    }

    /** Takes no more calls, and breaks off those that are open: whoever asked learns of it. */
    @Override
    public void close() {
        var unused = binding.unbind();
        open.forEach(Serve::drop);
    }

    /** One that is counted while it is open. */
    private final class Slot {
        private Optional<Serve> serve = Optional.empty();
        private boolean over;

        void begin(Tcp.IncomingConnection connection) {
            var begun = new Serve(system, access, connection.flow(), this::gone);
            synchronized (this) {
                if (!over) {
                    open.add(begun);
                    serve = Optional.of(begun);
                }
            }
        }

        private synchronized void gone() {
            over = true;
            connections.decrementAndGet();
            serve.ifPresent(open::remove);
        }
    }
}
