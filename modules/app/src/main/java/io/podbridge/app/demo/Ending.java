package io.podbridge.app.demo;

import io.podbridge.app.ExitCode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a replica's JVM ended.
 *
 * @param exitCode as {@link Process#exitValue} gives it: 128 and the signal's number, if it was one
 */
record Ending(int exitCode) {
    private static final int SIGNALLED = 128;

    private static final Map<Integer, String> SIGNALS =
            Map.of(1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 6, "SIGABRT", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    /** See docs/operations.md, "Exit codes". */
    private static final Set<ExitCode> NOT_MENDED_BY_A_RESTART = Set.of(
            ExitCode.USAGE,
            ExitCode.NO_INPUT,
            ExitCode.CANNOT_CREATE,
            ExitCode.CLAIMED,
            ExitCode.REFUSED,
            ExitCode.CONFIGURATION);

    /** For people: {@code killed by SIGKILL}, {@code ended with 75 (TRY_AGAIN)}. */
    String text() {
        if (exitCode > SIGNALLED && exitCode < SIGNALLED + 65) {
            int signal = exitCode - SIGNALLED;
            return "killed by " + SIGNALS.getOrDefault(signal, "signal " + signal);
        }
        return "ended with " + exitCode + named().map(code -> " (" + code + ")").orElse("");
    }

    /** Whether starting it again may help. */
    boolean restartMends() {
        return named().filter(NOT_MENDED_BY_A_RESTART::contains).isEmpty();
    }

    /** The code, if it is one of podbridge's. */
    Optional<ExitCode> named() {
        return Arrays.stream(ExitCode.values())
                .filter(code -> code.number() == exitCode)
                .findFirst();
    }
}
