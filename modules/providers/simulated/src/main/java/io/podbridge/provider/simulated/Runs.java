package io.podbridge.provider.simulated;

/**
 * When a container runs, if nobody stops it: a pure function of the clock, so that nothing needs to be remembered.
 *
 * <p>The first restart comes at once, the next ones after a back-off that doubles up to a limit; a run of at least
 * twice the limit clears it. Source: Kubernetes documentation, "Pod Lifecycle", "How Pods handle problems with
 * containers".
 *
 * @param start when it is started first, epoch milliseconds; {@link #NEVER} if it is not
 * @param runMillis how long each run takes; 0 means for ever
 * @param again whether it is started again after its end
 * @param backOffMillis the first wait, at least 1
 * @param limitMillis the longest wait, at least 1
 */
record Runs(long start, long runMillis, boolean again, long backOffMillis, long limitMillis) {
    /** A time that does not come. */
    static final long NEVER = Long.MAX_VALUE;

    /**
     * One run of a container.
     *
     * @param number 0 for the first
     * @param start when it begins
     * @param end when it ends, or never
     * @param next when the next one begins, or never
     * @param previousEnd when the one before ended; meaningless for the first
     */
    record Run(int number, long start, long end, long next, long previousEnd) {}

    /** The latest run that has begun by this time, which must not be before the start. */
    Run at(long time) {
        int number = 0;
        long begin = start;
        long previousEnd = start;
        while (true) {
            long end = runMillis == 0 ? NEVER : begin + runMillis;
            long delay = delayBefore(number + 1);
            long next = again && end != NEVER ? end + delay : NEVER;
            if (time < next) {
                return new Run(number, begin, end, next, previousEnd);
            }
            long skipped = steadyFrom(number + 1) ? (time - next) / (runMillis + delay) : 0;
            number += (int) skipped + 1;
            begin = next + skipped * (runMillis + delay);
            previousEnd = begin - delay;
        }
    }

    /** From this run on all waits are equally long. */
    private boolean steadyFrom(int number) {
        return delayBefore(number) == delayBefore(number + 1) && (number > 1 || cleared());
    }

    private long delayBefore(int number) {
        if (number <= 1 || cleared()) {
            return 0;
        }
        int doublings = number - 2;
        return doublings >= Long.numberOfLeadingZeros(backOffMillis) - 1
                ? limitMillis
                : Math.min(backOffMillis << doublings, limitMillis);
    }

    private boolean cleared() {
        return runMillis >= 2 * limitMillis;
    }
}
