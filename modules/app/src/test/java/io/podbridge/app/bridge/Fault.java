package io.podbridge.app.bridge;

import io.podbridge.app.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Something that is wrong when a replica is started, and what it must end with.
 *
 * @param name for people
 * @param exitCode the documented one
 * @param says what the one message must contain
 * @param arguments of {@code podbridge run}
 * @param environment variables besides those of this JVM
 */
record Fault(
        String name, ExitCode exitCode, List<String> says, List<String> arguments, Map<String, String> environment) {

    /** With no arguments yet. */
    static Fault of(String name, ExitCode exitCode, String... says) {
        return new Fault(name, exitCode, List.of(says), List.of(), Map.of());
    }

    Fault config(Path file) {
        return with("--config", file.toString());
    }

    Fault kubeconfig(Path file) {
        return with("--kubeconfig", file.toString());
    }

    /** Settings as {@code path=value}. */
    Fault set(String... settings) {
        Fault fault = this;
        for (String setting : settings) {
            fault = fault.with("--set", setting);
        }
        return fault;
    }

    Fault environment(String variable, Path value) {
        return new Fault(name, exitCode, says, arguments, Map.of(variable, value.toString()));
    }

    /** Starts the replica, and waits until it has ended. */
    Program run(Path directory) {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(arguments);
        return Program.run(directory, environment, all);
    }

    private Fault with(String option, String value) {
        List<String> more = new ArrayList<>(arguments);
        more.add(option);
        more.add(value);
        return new Fault(name, exitCode, says, List.copyOf(more), environment);
    }
}
