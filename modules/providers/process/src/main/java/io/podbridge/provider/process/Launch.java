package io.podbridge.provider.process;

import io.podbridge.core.pod.Container.Input;
import io.podbridge.core.streams.Channels;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a container's process is started.
 *
 * @param command the program and its arguments
 * @param environment all of its variables
 * @param directory where it starts
 * @param input whether it has any
 */
record Launch(List<String> command, Map<String, String> environment, Path directory, Input input) {
    /**
     * The gate: waits for a line before it becomes the program. If this JVM dies first, the line never comes and the
     * gate ends: no program runs that the keeper does not know. Variables that shells set are taken back.
     */
    private static final String WAIT = "read -r PODBRIDGE_GO || exit 125; unset PODBRIDGE_GO ";

    private static final String GO = "; exec \"$@\"";
    private static final String WITHOUT_INPUT = " </dev/null";

    private static final List<String> SET_BY_SHELLS = List.of("PWD", "OLDPWD", "SHLVL");
    private static final Path BASH = Path.of("/bin/bash");

    /** Exit codes of shells: {@code sh(1)}, "Command not found" and "found but not executable". */
    static final int NOT_FOUND = 127;

    static final int NOT_EXECUTABLE = 126;

    /** Why a program cannot be started. */
    record Refusal(int exitCode, String message) {}

    /** What stands in the way, looked at before a process is made so that it can be told in plain words. */
    Optional<Refusal> refusal() {
        if (!Files.isDirectory(directory)) {
            return Optional.of(new Refusal(NOT_EXECUTABLE, "the working directory " + directory + " does not exist"));
        }
        String program = command.getFirst();
        if (program.contains("/")) {
            return check(directory.resolve(program), program);
        }
        return path().anyMatch(Files::isExecutable)
                ? Optional.empty()
                : Optional.of(new Refusal(NOT_FOUND, "\"" + program + "\": no such program in $PATH"));
    }

    private static Optional<Refusal> check(Path file, String program) {
        if (!Files.exists(file)) {
            return Optional.of(new Refusal(NOT_FOUND, "\"" + program + "\": no such file"));
        }
        return Files.isRegularFile(file) && Files.isExecutable(file)
                ? Optional.empty()
                : Optional.of(new Refusal(NOT_EXECUTABLE, "\"" + program + "\": not executable"));
    }

    private Stream<Path> path() {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(entry -> directory.resolve(entry).resolve(command.getFirst()))
                .filter(Files::isRegularFile);
    }

    /** A command that runs beside this one: in its directory, with its variables. */
    Launch beside(List<String> other, String marker, boolean terminal) {
        Map<String, String> variables = new LinkedHashMap<>(environment);
        variables.put(Marker.NAME, marker);
        if (terminal) {
            variables.putIfAbsent("TERM", "xterm");
        }
        return new Launch(other, variables, directory, Input.NONE);
    }

    /** Starts the gate, in a session of its own. */
    Process start() throws IOException {
        return builder(input != Input.NONE).start();
    }

    /** Likewise; what it prints on a stream that nobody asked for is dropped. */
    Process start(Channels channels) throws IOException {
        ProcessBuilder builder = builder(channels.stdin());
        if (!channels.stdout()) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        if (!channels.stderr()) {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        return builder.start();
    }

    private ProcessBuilder builder(boolean hears) {
        List<String> line = new ArrayList<>(List.of("setsid"));
        line.addAll(commandLine(WAIT + unset() + GO + (hears ? "" : WITHOUT_INPUT)));
        var builder = new ProcessBuilder(line);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.directory(directory.toFile());
    }

    /** How the program is started by who gives it a terminal and a session. */
    List<String> terminalCommandLine() {
        return commandLine("unset PODBRIDGE_GO " + unset() + GO);
    }

    private List<String> commandLine(String script) {
        // Only bash hands on variables whose names are none in a shell; -p keeps it from acting on any of them.
        List<String> line = new ArrayList<>(
                foreignNames().isEmpty() ? List.of("/bin/sh", "-c") : List.of(BASH.toString(), "-p", "-c"));
        line.add(script);
        line.add("podbridge-gate");
        line.addAll(command);
        return line;
    }

    private String unset() {
        return String.join(
                " ",
                SET_BY_SHELLS.stream()
                        .filter(name -> !environment.containsKey(name))
                        .toList());
    }

    /** Variables that cannot be handed on here. */
    List<String> undeliverable() {
        return Files.isExecutable(BASH) ? List.of() : foreignNames();
    }

    private List<String> foreignNames() {
        return environment.keySet().stream()
                .filter(name -> !name.matches("[A-Za-z_][A-Za-z0-9_]*"))
                .toList();
    }
}
