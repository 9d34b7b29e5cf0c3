package io.podbridge.devcluster.metrics;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** A sample whose parts come one by one, each on a line of its own. For one thread. */
final class PartialSample {
    private static final double NANO = 1e9;

    private Optional<Instant> start = Optional.empty();
    private Instant time = Instant.EPOCH;
    private OptionalLong cpu = OptionalLong.empty();
    private OptionalLong memory = OptionalLong.empty();

    /** @param asked when the kubelet was asked, for a line without a time */
    void cpu(SampleLine line, Instant asked) {
        once(cpu.isEmpty(), line);
        cpu = OptionalLong.of(whole(line, NANO));
        time = line.time().orElse(asked);
    }

    void memory(SampleLine line) {
        once(memory.isEmpty(), line);
        memory = OptionalLong.of(whole(line, 1));
    }

    void start(SampleLine line) {
        once(start.isEmpty(), line);
        start = Optional.of(Instant.EPOCH.plusNanos(whole(line, NANO)));
    }

    /**
     * Empty if the processor time or the memory is missing or 0: neither is true of what runs. Its time is that of the
     * processor time, of which the rate is made.
     */
    Optional<Sample> complete() {
        var complete = cpu.orElse(0) > 0 && memory.orElse(0) > 0;
        return complete
                ? Optional.of(new Sample(start.orElse(Instant.EPOCH), time, cpu.getAsLong(), memory.getAsLong()))
                : Optional.empty();
    }

    private static void once(boolean first, SampleLine line) {
        if (!first) {
            throw new SampleLine.Malformed("twice: " + line.name() + " " + line.labels());
        }
    }

    private static long whole(SampleLine line, double factor) {
        var amount = line.value() * factor;
        if (amount >= Long.MAX_VALUE) {
            throw new SampleLine.Malformed("too large: " + line.name() + " " + line.value());
        }
        return Math.round(amount);
    }
}
