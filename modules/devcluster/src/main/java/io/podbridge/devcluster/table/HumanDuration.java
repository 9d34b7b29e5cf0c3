package io.podbridge.devcluster.table;

import java.time.Duration;

/** {@code duration.HumanDuration} of apimachinery: two or three significant figures. */
public final class HumanDuration {
    private static final long DAY = 24;
    private static final long YEAR = 365 * DAY;

    private HumanDuration() {}

    /** For example {@code 5s}, {@code 3m20s}, {@code 2d4h}; {@code <invalid>} if it is less than -1 s. */
    public static String of(Duration duration) {
        // Go cuts towards zero.
        long seconds = duration.toMillis() / 1000;
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds < 120) {
            return Math.max(0, seconds) + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 10) {
            return two(minutes, "m", seconds % 60, "s");
        }
        return minutes < 180 ? minutes + "m" : ofHours(minutes / 60, minutes % 60);
    }

    private static String ofHours(long hours, long minutes) {
        if (hours < 8) {
            return two(hours, "h", minutes, "m");
        }
        if (hours < 2 * DAY) {
            return hours + "h";
        }
        if (hours < 8 * DAY) {
            return two(hours / DAY, "d", hours % DAY, "h");
        }
        if (hours < 2 * YEAR) {
            return hours / DAY + "d";
        }
        return hours < 8 * YEAR ? two(hours / YEAR, "y", hours / DAY % 365, "d") : hours / YEAR + "y";
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return small == 0 ? large + unit : large + unit + small + smallUnit;
    }
}
