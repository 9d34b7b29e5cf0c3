package io.podbridge.provider.simulated;

import io.podbridge.core.pod.PodId;
import io.podbridge.provider.simulated.LedgerLine.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * What runs for one node of one bridge: the ledger's lines, played back. For one thread.
 *
 * <p>A line takes effect here when it is read back, whoever wrote it, so all replicas come to the same state.
 */
final class Cloud implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cloud.class);

    private final Ledger ledger;
    private final String node;
    private final String bridge;
    private final String replica;
    private final Clock clock;
    private final Consumer<Instance> changed;
    private final Map<String, Instance> instances = new HashMap<>();
    private long lastAt;

    /**
     * Opens it; nothing is read yet.
     *
     * @param changed hears of each instance that a line has made or changed
     */
    Cloud(Path directory, String node, String bridge, String replica, Clock clock, Consumer<Instance> changed)
            throws IOException {
        this.ledger = new Ledger(directory);
        this.node = node;
        this.bridge = bridge;
        this.replica = replica;
        this.clock = clock;
        this.changed = changed;
    }

    /** Epoch milliseconds; never before a line that was read, even if somebody sets the clock back. */
    long now() {
        return Math.max(clock.millis(), lastAt);
    }

    /** Reads what others have written. */
    void look() throws IOException {
        ledger.read(this::play);
    }

    /** Keeps others from writing, and reads what they have written. */
    void lock() throws IOException {
        ledger.lock(this::play);
    }

    /** Lets them write again. */
    void unlock() throws IOException {
        ledger.unlock();
    }

    /** The instance of this pod, if the cloud has one now. */
    Optional<Instance> find(String uid) {
        long now = now();
        return Optional.ofNullable(instances.get(uid)).filter(instance -> instance.goneAt() > now);
    }

    /** Drops an instance that is gone; says false if there is a new one by now, or none. */
    boolean forget(Instance gone) {
        Instance there = instances.get(gone.id().uid());
        return there != null
                && there.serial() == gone.serial()
                && instances.remove(gone.id().uid(), there);
    }

    /** Every instance; some may be gone by now, see {@link #find}. */
    Collection<Instance> all() {
        return instances.values();
    }

    /** Writes that this was done to this pod, while the ledger is locked, and does it. */
    void write(Operation operation, PodId pod, @Nullable PodPlan plan, @Nullable Long grace) throws IOException {
        var line = new LedgerLine(
                Instant.ofEpochMilli(now()),
                operation,
                pod.uid(),
                pod.namespace(),
                pod.name(),
                node,
                bridge,
                replica,
                plan,
                grace);
        long offset = ledger.append(line.json());
        play(offset, line);
    }

    private void play(long offset, byte[] bytes, int from, int length) {
        try {
            play(offset, LedgerLine.of(bytes, from, length));
        } catch (JacksonException e) {
            LOG.error("The ledger's line at byte {} cannot be read and is left out: {}", offset, e.getMessage());
        }
    }

    private void play(long offset, LedgerLine line) {
        lastAt = Math.max(lastAt, line.at().toEpochMilli());
        if (!line.node().equals(node) || !line.bridge().equals(bridge)) {
            return;
        }
        Instance before = instances.get(line.uid());
        Instance after = after(before, offset, line);
        if (after != null && !after.equals(before)) {
            instances.put(line.uid(), after);
            changed.accept(after);
        }
    }

    private static @Nullable Instance after(@Nullable Instance before, long offset, LedgerLine line) {
        long at = line.at().toEpochMilli();
        PodPlan plan = line.plan();
        return switch (line.op()) {
            case CREATED -> plan == null ? before : new Instance(line.pod(), offset, at, plan, Optional.empty());
            case CREATE_REPEATED -> before;
            case DELETED, DELETE_REPEATED -> before == null ? null : before.stopping(at, at + line.graceMillis());
            case UPDATED -> before == null || plan == null ? before : before.updated(plan);
        };
    }

    @Override
    public void close() throws IOException {
        ledger.close();
    }
}
