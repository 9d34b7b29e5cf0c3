package io.podbridge.core.health;

import io.podbridge.core.telemetry.Gauge;
import io.podbridge.core.telemetry.Telemetry;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where the parts of a replica say how they are, and whoever tells others of it looks. Thread-safe. */
public final class HealthBoard {
    private final Clock clock;
    private final Telemetry telemetry;
    private final Map<Part, Entry> parts = new EnumMap<>(Part.class);

    private record Entry(PartHealth health, Instant heard) {
        PartHealth at(Instant now) {
            return health.at(now, heard);
        }
    }

    /** A board on which nothing stands. */
    public HealthBoard(Clock clock, Telemetry telemetry) {
        this.clock = clock;
        this.telemetry = telemetry;
    }

    /** A part says how it is; may be repeated, which changes nothing but the message. */
    public synchronized void report(Part part, PartState state, String message) {
        Instant now = clock.instant();
        parts.merge(
                part,
                new Entry(new PartHealth(part, state, now, message), now),
                (before, after) -> new Entry(before.health().becomes(state, now, message), now));
    }

    /** How each part is that has said so. */
    public synchronized List<PartHealth> parts() {
        Instant now = clock.instant();
        List<PartHealth> all =
                parts.values().stream().map(entry -> entry.at(now)).toList();
        all.forEach(part -> telemetry.set(Gauge.HEALTH, part.part().name(), figure(part.state())));
        return all;
    }

    private static double figure(PartState state) {
        return switch (state) {
            case OK -> 0;
            case DEGRADED -> 1;
            case FAILED -> 2;
        };
    }

    /** A part is here no more. */
    public synchronized void forget(Part part) {
        parts.remove(part);
    }
}
