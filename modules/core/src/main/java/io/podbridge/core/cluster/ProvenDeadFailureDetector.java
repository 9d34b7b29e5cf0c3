package io.podbridge.core.cluster;

import com.typesafe.config.Config;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.remote.PhiAccrualFailureDetector;

/**
 * Pekko's detector, which in addition does not wait for silence where death is proven: a member that is Down but still
 * counts as reachable would not be removed until its heartbeats have been missed.
 *
 * <p>Named in {@code conf/cluster.conf} and made by Pekko, one for each peer, which then tells it the address.
 */
public final class ProvenDeadFailureDetector extends PhiAccrualFailureDetector {
    private final ProvenDead provenDead;
    private volatile String peer = "";

    /** The constructor that Pekko looks for. */
    public ProvenDeadFailureDetector(Config config, EventStream events) {
        super(config, events);
        this.provenDead = ProvenDead.of(events);
    }

    @Override
    public void setAddress(String address) {
        peer = address;
        super.setAddress(address);
    }

    @Override
    public boolean isAvailable() {
        return !provenDead.contains(peer) && super.isAvailable();
    }
}
