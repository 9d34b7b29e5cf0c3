package io.podbridge.devcluster.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is used, between two samples.
 *
 * @param cpuNanocores the mean over the window
 * @param memoryBytes at its end
 * @param timestamp the end of the window
 */
record Usage(long cpuNanocores, long memoryBytes, Instant timestamp, Duration window) {

    /**
     * Empty if there is no saying: a counter that went down, or a start that went back, is of another life
     * ({@code resourceUsage} of metrics-server's storage).
     *
     * @param before is older than {@code now}
     */
    static Optional<Usage> between(Sample before, Sample now) {
        if (now.start().isBefore(before.start()) || now.cpuNanoseconds() < before.cpuNanoseconds()) {
            return Optional.empty();
        }
        var window = Duration.between(before.time(), now.time());
        var seconds = window.toSeconds() + window.toNanosPart() / 1e9;
        var nanocores = (long) ((now.cpuNanoseconds() - before.cpuNanoseconds()) / seconds);
        return Optional.of(new Usage(nanocores, now.memoryBytes(), now.time(), window));
    }
}
