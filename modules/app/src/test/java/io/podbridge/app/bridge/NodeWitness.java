package io.podbridge.app.bridge;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Looks at the Node and its lease twice a second, in the background, and remembers every time something was wrong. */
final class NodeWitness implements AutoCloseable {
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicReference<Duration> oldestLease = new AtomicReference<>(Duration.ZERO);
    private final AtomicInteger looks = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    NodeWitness(Bridge bridge) {
        // A keeper makes the lease some seconds after the Node is there: it has to exist before its age says anything.
        Bridge.await("the node's lease", Duration.ofMinutes(1))
                .until(() -> bridge.lease().getSpec() != null);
        var unused = clock.scheduleWithFixedDelay(() -> look(bridge), 0, 500, TimeUnit.MILLISECONDS);
    }

    private void look(Bridge bridge) {
        try {
            if (!bridge.nodeReady()) {
                wrong.add(Instant.now() + ": the node is not Ready");
            }
            Lease lease = bridge.lease();
            Duration age = Duration.between(lease.getSpec().getRenewTime().toInstant(), Instant.now());
            oldestLease.accumulateAndGet(age, (one, two) -> one.compareTo(two) > 0 ? one : two);
            looks.incrementAndGet();
        } catch (RuntimeException unreadable) {
            wrong.add(Instant.now() + ": " + unreadable);
        }
    }

    /** Every look at which the node was not Ready, or could not be looked at. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** The greatest age that the lease was seen at. */
    Duration oldestLease() {
        return oldestLease.get();
    }

    int looks() {
        return looks.get();
    }

    @Override
    public void close() {
        clock.close();
    }
}
