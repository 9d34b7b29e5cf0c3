package io.podbridge.provider.process;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a container waits before it is started again, as the kubelet does it (Kubernetes documentation, "Pod
 * Lifecycle"): not at all after its first end, then 10 s, twice as long each time, 5 min at most; and from the
 * beginning after it has run for 10 min.
 *
 * @param next what the next wait is to be; absent if the container has not ended yet
 */
record BackOff(Optional<Duration> next) {

    /**
     * The figures.
     *
     * @param initial the first wait
     * @param max the longest
     * @param resetAfter a container that has run that long is not in trouble
     */
    record Settings(Duration initial, Duration max, Duration resetAfter) {}

    /** Of a container that has not ended yet. */
    static BackOff none() {
        return new BackOff(Optional.empty());
    }

    /** The wait after a run of this length. */
    Duration delay(Duration ran, Settings settings) {
        return expired(ran, settings) ? Duration.ZERO : next.orElse(Duration.ZERO);
    }

    /** The back-off after that wait. */
    BackOff after(Duration ran, Settings settings) {
        if (expired(ran, settings)) {
            return new BackOff(Optional.of(settings.initial()));
        }
        Duration doubled = next.map(last -> last.multipliedBy(2)).orElse(settings.initial());
        return new BackOff(Optional.of(doubled.compareTo(settings.max()) > 0 ? settings.max() : doubled));
    }

    private static boolean expired(Duration ran, Settings settings) {
        return ran.compareTo(settings.resetAfter()) >= 0;
    }
}
