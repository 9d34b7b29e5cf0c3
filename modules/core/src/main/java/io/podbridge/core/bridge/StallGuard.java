package io.podbridge.core.bridge;

import io.podbridge.core.clock.StallDetector;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Suspends the mandate of a replica that stood still, until it knows that it is still a member. One that was frozen for
 * longer than the others wait has been removed, and wakes with orders and news of before: in the two seconds until it
 * learned that, it made pods again that their new homes had made and ended meanwhile. Thread-safe.
 */
public final class StallGuard implements Supplier<Mandate> {
    /** A replica that was removed hears of it within two seconds, where its links are whole. */
    static final Duration SETTLED = Duration.ofSeconds(5);

    /** Where they are not, it does not reach the majority; after this the cluster has long decided who is a member. */
    static final Duration DECIDED = Duration.ofMinutes(1);

    private final Supplier<Mandate> mandate;
    private final StallDetector stalls;
    private final BooleanSupplier reachesMajority;

    /**
     * A guard.
     *
     * @param mandate that of the bridge
     * @param stalls of this process
     * @param reachesMajority whether this replica reaches most of the others now
     */
    public StallGuard(Supplier<Mandate> mandate, StallDetector stalls, BooleanSupplier reachesMajority) {
        this.mandate = mandate;
        this.stalls = stalls;
        this.reachesMajority = reachesMajority;
    }

    @Override
    public Mandate get() {
        var held = mandate.get();
        return held instanceof Mandate.Held
                        && stalls.sinceStall().filter(this::unsure).isPresent()
                ? new Mandate.Suspended("this replica stood still for a while, and its pods may have another home")
                : held;
    }

    private boolean unsure(Duration sinceStall) {
        return sinceStall.compareTo(SETTLED) < 0
                || (sinceStall.compareTo(DECIDED) < 0 && !reachesMajority.getAsBoolean());
    }
}
