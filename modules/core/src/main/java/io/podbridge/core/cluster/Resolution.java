package io.podbridge.core.cluster;

import io.podbridge.core.cluster.Connectivity.Decision;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When a {@link Connectivity} is acted upon; pure. Times are those of a monotonic clock.
 *
 * <p>Others are downed when the same picture has lasted for {@code stableAfter}, so that all have heard of all. A
 * replica that is not kept downs itself even if the picture never comes to rest (a replica that flaps, a link that
 * comes and goes): that can split nothing. Pekko instead downs all members then.
 *
 * @param picture the last one
 * @param since when it began
 * @param troubledSince since when there has been trouble without an end, whatever it looked like; empty if there is
 *     none
 * @param seenAt when it was last looked at
 */
record Resolution(Connectivity picture, Duration since, Optional<Duration> troubledSince, Duration seenAt) {
    /** A replica that has not looked for so long was paused, and what it knew may be long over. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(2);

    static Resolution none(Duration now) {
        return new Resolution(new Connectivity(Map.of(), Set.of()), now, Optional.empty(), now);
    }

    /** With what is seen now. */
    Resolution seeing(Connectivity next, Duration now) {
        boolean paused = now.minus(seenAt).compareTo(LONGEST_GAP) > 0;
        boolean same = next.equals(picture) && !paused;
        Optional<Duration> troubled =
                next.troubled() ? troubledSince.filter(unused -> !paused).or(() -> Optional.of(now)) : Optional.empty();
        return new Resolution(next, same ? since : now, troubled, now);
    }

    /** What is to be done now. */
    Decision due(Incarnation self, Duration stableAfter) {
        Decision decision = picture.decide(self);
        boolean stable = lasted(since, stableAfter);
        boolean endless = troubledSince
                .filter(began -> lasted(began, stableAfter.multipliedBy(2)))
                .isPresent();
        return switch (decision) {
            case Connectivity.Wait wait -> wait;
            case Connectivity.DownOthers others -> stable ? others : new Connectivity.Wait();
            case Connectivity.DownItself itself -> stable || endless ? itself : new Connectivity.Wait();
        };
    }

    private boolean lasted(Duration began, Duration atLeast) {
        return seenAt.minus(began).compareTo(atLeast) >= 0;
    }
}
