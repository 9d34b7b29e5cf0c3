package io.podbridge.app;

import io.podbridge.core.config.ConfigurationException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into one message and an exit code. */
final class FailurePrinter implements IExecutionExceptionHandler {

    private final BooleanSupplier debug;

    FailurePrinter(BooleanSupplier debug) {
        this.debug = debug;
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine commandLine, ParseResult parsed) {
        var err = commandLine.getErr();
        err.println("podbridge: " + message(exception));
        if (debug.getAsBoolean()) {
            exception.printStackTrace(err);
        }
        err.flush();
        return exitCode(exception).number();
    }

    private static ExitCode exitCode(Exception exception) {
        return switch (exception) {
            case StartupFailure failure -> failure.exitCode();
            case ConfigurationException wrong -> ExitCode.CONFIGURATION;
            default -> ExitCode.INTERNAL;
        };
    }

    private static String message(Exception exception) {
        return switch (exitCode(exception)) {
            case INTERNAL -> "This is a bug: " + exception + "\n  what to do: Report it with what --debug shows.";
            case OK, USAGE, NO_INPUT, UNAVAILABLE, CANNOT_CREATE, TRY_AGAIN, CLAIMED, REFUSED, CONFIGURATION ->
                String.valueOf(exception.getMessage());
        };
    }
}
