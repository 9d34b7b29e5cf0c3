package io.podbridge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.remote.DefaultFailureDetectorRegistry;
import org.junit.jupiter.api.Test;

/** Pins what Pekko does with a detector that it was given by name: nobody else would notice if it stopped. */
class ProvenDeadFailureDetectorTest {
    private static final Address PEER = new Address("pekko", "podbridge", "peer", 25520);
    private static final Address OTHER = new Address("pekko", "podbridge", "other", 25520);

    private final Config config = ConfigFactory.defaultReference().getConfig("pekko.cluster.failure-detector");
    private final EventStream events = new EventStream(null, false);
    private final DefaultFailureDetectorRegistry<Address> detectors =
            new DefaultFailureDetectorRegistry<>(() -> new ProvenDeadFailureDetector(config, events));

    @Test
    void whoIsProvenDeadIsUnavailableAtOnceAndNobodyElse() {
        detectors.heartbeat(PEER);
        detectors.heartbeat(OTHER);
        assertThat(detectors.isAvailable(PEER)).isTrue();
        ProvenDead.of(events).are(Set.of(PEER.toString()));
        assertThat(detectors.isAvailable(PEER)).isFalse();
        assertThat(detectors.isAvailable(OTHER)).isTrue();
    }

    @Test
    void theNextIncarnationAtTheAddressIsAvailable() {
        ProvenDead.of(events).are(Set.of(PEER.toString()));
        detectors.heartbeat(PEER);
        ProvenDead.of(events).are(Set.of());
        assertThat(detectors.isAvailable(PEER)).isTrue();
    }

    @Test
    void anotherActorSystemInThisProcessDecidesForItself() {
        ProvenDead.of(new EventStream(null, false)).are(Set.of(PEER.toString()));
        detectors.heartbeat(PEER);
        assertThat(detectors.isAvailable(PEER)).isTrue();
    }
}
