package io.podbridge.devcluster;

import java.time.Clock;
import java.time.Duration;

/**
 * What a server is to be like.
 *
 * @param port on loopback; 0 for any that is free
 * @param controllers whether the scheduler and the controllers run, and kubelets are asked for metrics; without them a
 *     test plays their part
 * @param watchBuffer events that a watch may fall behind before it is closed
 * @param bookmarkInterval between bookmarks of the watches that want them; kube-apiserver's is about a minute
 * @param clock for timestamps, ages and certificates
 */
public record DevClusterSettings(
        int port, boolean controllers, int watchBuffer, Duration bookmarkInterval, Clock clock) {
    public static final DevClusterSettings DEFAULT =
            new DevClusterSettings(0, true, 10_000, Duration.ofMinutes(1), Clock.systemUTC());

    public DevClusterSettings withPort(int other) {
        return new DevClusterSettings(other, controllers, watchBuffer, bookmarkInterval, clock);
    }

    public DevClusterSettings withoutControllers() {
        return new DevClusterSettings(port, false, watchBuffer, bookmarkInterval, clock);
    }

    public DevClusterSettings withWatchBuffer(int events) {
        return new DevClusterSettings(port, controllers, events, bookmarkInterval, clock);
    }

    public DevClusterSettings withBookmarkInterval(Duration interval) {
        return new DevClusterSettings(port, controllers, watchBuffer, interval, clock);
    }
}
