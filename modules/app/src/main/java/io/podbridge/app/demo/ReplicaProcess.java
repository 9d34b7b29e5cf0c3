package io.podbridge.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One life of a replica. Its standard input is a pipe from here that stays open: when this JVM ends in whatever way,
 * the replica reads the pipe's end, and ends too.
 */
final class ReplicaProcess {
    private final Process process;
    private final long startNanos = System.nanoTime();

    private ReplicaProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param log what it prints is added to this file
     * @param pid gets its process id
     */
    static ReplicaProcess start(List<String> command, Path log, Path pid) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            Files.writeString(pid, process.pid() + "\n");
            return new ReplicaProcess(process);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start a replica", failed);
        }
    }

    long pid() {
        return process.pid();
    }

    /** How it ended, once it has. */
    CompletableFuture<Ending> end() {
        return process.onExit().thenApply(ended -> new Ending(ended.exitValue()));
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Asks it to leave in order. */
    void terminate() {
        process.destroy();
    }

    /** Waits until it is gone; kills it if that takes longer. */
    void awaitEnd(Duration atMost) {
        try {
            if (process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
