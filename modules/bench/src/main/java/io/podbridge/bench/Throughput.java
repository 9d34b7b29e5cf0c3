package io.podbridge.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * How a number of requests went.
 *
 * @param latency in microseconds
 */
record Throughput(int count, Duration elapsed, Histogram latency) {

    double perSecond() {
        return count / (elapsed.toNanos() / 1e9);
    }

    /** A percentile of the latency, in milliseconds. */
    double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1000.0;
    }
}
