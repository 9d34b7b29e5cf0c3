package io.podbridge.core.events;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Names Events as everybody does: the object's name, a dot, and the time in hexadecimal. No name is given out twice,
 * even if the clock stands still. Not thread-safe.
 */
final class EventNames {
    /** What the API server takes as a name, less the dot and 16 digits. */
    private static final int OBJECT_LIMIT = 253 - 17;

    private long last;

    String next(String object, Instant now) {
        long nanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        last = Math.max(last + 1, nanos);
        return cut(object) + "." + Long.toHexString(last);
    }

    /** Neither a dash nor a dot may stand before the dot. */
    private static String cut(String object) {
        int end = Math.min(object.length(), OBJECT_LIMIT);
        while (end > 1 && "-.".indexOf(object.charAt(end - 1)) >= 0) {
            end--;
        }
        return object.substring(0, end);
    }
}
