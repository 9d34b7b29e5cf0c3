package io.podbridge.http.identity;

import java.time.Duration;

/**
 * How patiently a certificate is waited for.
 *
 * @param looking at a request that is not decided
 * @param unanswered after the API server has not taken the request
 * @param rejected after a request of which nothing came
 * @param silence about a request that waits, at first
 * @param reminder between two lines in the log that say the same request waits
 * @param shortestUse of a certificate that is to be renewed as it comes
 * @param longestSleep without a look at the clock
 */
record RotationPacing(
        Pause looking,
        Pause unanswered,
        Pause rejected,
        Duration silence,
        Duration reminder,
        Duration shortestUse,
        Duration longestSleep) {

    /**
     * Looking: one small read each; whoever has approved waits half a minute at most, and an approver that is a program
     * a second or two. Unanswered: a minute is how long a server that is back may go without us. Rejected: each try is
     * an object for an hour (so long the cluster keeps those that were denied), six to twelve in the end, and somebody
     * who changes his mind waits ten minutes. Silence: where a program approves, it has done so by then, and the log
     * asks nobody to. Reminder: a person is to act; hourly it is found in any day's log, and does not fill it until the
     * cluster forgets the request after 24 hours. Shortest use: a signer may give less time than its own back-dating,
     * and must not be asked without a pause. Longest sleep: timers do not run while a machine is suspended, do not see
     * its clock set, and Pekko's reach 248 days only.
     */
    static final RotationPacing USUAL = new RotationPacing(
            new Pause(Duration.ofSeconds(1), Duration.ofSeconds(30)),
            new Pause(Duration.ofSeconds(1), Duration.ofMinutes(1)),
            new Pause(Duration.ofSeconds(10), Duration.ofMinutes(10)),
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofHours(1));

    /** Doubles with each time from the shortest to the longest; half of it is drawn by lot, so that replicas part. */
    record Pause(Duration shortest, Duration longest) {

        private static final int MOST_DOUBLINGS = 30;

        /**
         * The next one.
         *
         * @param times that came before
         * @param chance from 0 to 1
         */
        Duration after(int times, double chance) {
            Duration doubled = shortest.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
            Duration whole = doubled.compareTo(longest) < 0 ? doubled : longest;
            return Duration.ofMillis((long) (whole.toMillis() * (1 + chance) / 2));
        }
    }
}
