package io.podbridge.testkit.controlplane;

import io.podbridge.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** One server of the control plane: a command line with a port, which can be started, stopped and started again. */
final class Server {

    /** How long a server may take to become ready. Four to six seconds is usual; a loaded build machine needs more. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    /** How long a server may take to stop by itself before it is killed. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(25);
    private static final int ATTEMPTS = 5;
    private static final int LINES_SHOWN = 40;

    private final String name;
    private final int port;
    private final List<String> command;
    private final Path log;
    private final BooleanSupplier ready;
    private Process process;

    private Server(String name, int port, List<String> command, Path log, BooleanSupplier ready) {
        this.name = name;
        this.port = port;
        this.command = command;
        this.log = log;
        this.ready = ready;
        this.process = ChildProcesses.launch(command, log);
    }

    /**
     * Starts a server on a free port and waits until it is ready. Between choosing a port and listening on it somebody
     * else can take it: then another one is tried.
     *
     * @param command the command line for a port
     * @param ready whether the server on that port answers
     * @throws IllegalStateException when it ends or is not ready in time; the message has the end of its log
     */
    static Server start(
            String name, Path directory, IntFunction<List<String>> command, IntFunction<BooleanSupplier> ready) {
        Path log = directory.resolve(name + ".log");
        for (int attempt = 1; ; attempt++) {
            deleteOld(log);
            int port = FreePorts.next();
            Server server = new Server(name, port, command.apply(port), log, ready.apply(port));
            try {
                server.awaitReady();
                return server;
            } catch (IllegalStateException e) {
                server.kill();
                if (attempt == ATTEMPTS || !server.logTail(LINES_SHOWN).contains("address already in use")) {
                    throw e;
                }
            }
        }
    }

    /** Starts it again, with the same command on the same port, and waits until it is ready. */
    void startAgain() {
        if (!process.isAlive()) {
            process = ChildProcesses.launch(command, log);
        }
        awaitReady();
    }

    /** SIGTERM, and SIGKILL when that does not do. On return the process is gone. */
    void stop() {
        signal("CONT"); // a paused process does not see SIGTERM
        process.destroy();
        if (!endsWithin(STOP_TIMEOUT)) {
            kill();
        }
    }

    void kill() {
        process.destroyForcibly();
        if (!endsWithin(STOP_TIMEOUT)) {
            throw new IllegalStateException(name + " (process " + process.pid() + ") does not die");
        }
    }

    /** SIGSTOP: connections stay open and nothing answers, as with a machine that hangs. */
    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines of what it printed, at most {@code lines}. */
    String logTail(int lines) {
        try (Stream<String> all = Files.lines(log)) {
            List<String> list = all.toList();
            return String.join("\n", list.subList(Math.max(0, list.size() - lines), list.size()));
        } catch (IOException | UncheckedIOException e) {
            return "(" + log + " cannot be read: " + e.getMessage() + ")";
        }
    }

    void awaitReady() {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(describe("is not ready after " + START_TIMEOUT.toSeconds() + " s"));
            }
            if (endsWithin(POLL)) {
                throw new IllegalStateException(describe("ended with exit code " + process.exitValue()));
            }
        }
    }

    /** What an earlier attempt printed would be taken for the reason of this one's failure. */
    private static void deleteOld(Path log) {
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + log, e);
        }
    }

    private String describe(String what) {
        return "%s on port %d %s. The end of %s:\n%s".formatted(name, port, what, log, logTail(LINES_SHOWN));
    }

    private boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /** By the shell's own kill: the program of that name is missing from small images. */
    private void signal(String signal) {
        if (!process.isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send SIG" + signal + " to " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling " + name, e);
        }
    }
}
