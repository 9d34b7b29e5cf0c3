package io.podbridge.devcluster.control.house;

import static io.podbridge.devcluster.resource.ResourceTypes.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.devcluster.control.TestCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventExpiryTest {
    private final TestCluster cluster = new TestCluster(new EventExpiry(Duration.ofHours(1)));

    private void event(String name) {
        cluster.create(EVENTS, """
            {"metadata":{"name":"%s"},"involvedObject":{"kind":"Pod","name":"p","namespace":"default"},
             "reason":"R","message":"m","type":"Normal"}\
            """.formatted(name));
        cluster.settle();
    }

    @Test
    void anEventGoesAnHourAfterItWasLastWritten() {
        event("a");
        event("b");
        cluster.pass(Duration.ofMinutes(30));
        cluster.patch(EVENTS, "a", "", "{\"count\":2}");
        cluster.pass(Duration.ofMinutes(30));
        assertThat(cluster.names(EVENTS)).containsExactly("a");
        cluster.pass(Duration.ofMinutes(30));
        assertThat(cluster.names(EVENTS)).isEmpty();
    }
}
