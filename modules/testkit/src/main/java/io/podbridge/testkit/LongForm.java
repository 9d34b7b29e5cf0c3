package io.podbridge.testkit;

import java.time.Duration;

/**
 * Which form the tests have that come in two: the short one, so that {@code mvn verify} ends while one waits for it, or
 * the long one ({@code mvn verify -Plong}). Both do the same things, the long one more of them or for longer.
 */
public final class LongForm {

    /** Set for the JVMs of the tests by the profile {@code long}. */
    static final String PROPERTY = "podbridge.long";

    private LongForm() {}

    /** Whether this run has the long form. */
    public static boolean asked() {
        return Boolean.getBoolean(PROPERTY);
    }

    /** How many, or how much. */
    public static int of(int inShort, int inLong) {
        return asked() ? inLong : inShort;
    }

    /** How long. */
    public static Duration of(Duration inShort, Duration inLong) {
        return asked() ? inLong : inShort;
    }
}
