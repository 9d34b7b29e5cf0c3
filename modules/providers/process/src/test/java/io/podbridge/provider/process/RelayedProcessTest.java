package io.podbridge.provider.process;

import io.podbridge.core.relay.RelayServer;
import io.podbridge.core.relay.RelayTransport;
import io.podbridge.core.relay.RelayedAccess;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.testkit.provider.Replica;
import io.podbridge.testkit.provider.Streams;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;

/** The same cases from another replica: nobody can tell the difference. */
class RelayedProcessTest extends ProcessContractTest {
    private final Streams relay = new Streams();

    @Override
    protected ContainerAccess access(Replica replica) {
        var transport = RelayTransport.loopback(relay.system());
        RelayServer server = Streams.get(RelayServer.start(
                relay.system(),
                transport,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                super.access(replica)));
        return new RelayedAccess(relay.system(), transport, server.address());
    }

    @AfterEach
    void endRelay() {
        relay.close();
    }
}
