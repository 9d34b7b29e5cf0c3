package io.podbridge.app;

import io.podbridge.core.config.ConfigurationException;
import java.io.UncheckedIOException;
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
            case UncheckedIOException unusable -> ExitCode.CANNOT_CREATE;
            default -> ExitCode.INTERNAL;
        };
    }

    private static String message(Exception exception) {
        return switch (exception) {
            case StartupFailure failure -> String.valueOf(failure.getMessage());
            case ConfigurationException wrong -> String.valueOf(wrong.getMessage());
            case UncheckedIOException unusable ->
                "Cannot start: " + unusable.getMessage() + " (" + unusable.getCause()
                        + ").\n"
                        + "  what to do: Check that the path can be written, or the port is free, or name another"
                        + " one.";
            default -> "This is a bug: " + exception + "\n  what to do: Report it with what --debug shows.";
        };
    }
}
