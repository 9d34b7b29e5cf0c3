package io.podbridge.testkit.cluster;

import io.podbridge.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One replica of a {@link LocalCluster}: its process, its ports and its log. */
public final class LocalReplica {
    /** The kernel frees a JVM's memory in some hundred ms. */
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(10);

    private final int index;
    private final Path logs;
    private final Function<LocalReplica, List<String>> command;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private int lives;
    private @Nullable Process process;

    LocalReplica(int index, Path logs, Function<LocalReplica, List<String>> command) {
        this.index = index;
        this.logs = logs;
        this.command = command;
    }

    /** From 0. */
    public int index() {
        return index;
    }

    /** A port that was free when it was first asked for, and is the same ever after. */
    public int port(String name) {
        return ports.computeIfAbsent(name, key -> FreePorts.next());
    }

    /** Whether its process exists, frozen or not. */
    public boolean running() {
        return process != null && process.isAlive();
    }

    /** Ends it as a crash does: no code of it runs any more, and no process is left when this returns. */
    public void kill9() {
        if (process != null) {
            process.destroyForcibly();
            awaitExit(KILLED_WITHIN);
        }
    }

    /** Asks it to stop (SIGTERM). */
    public void terminate() {
        live().destroy();
    }

    /** Freezes it, as a long pause of its garbage collector or of its machine does. */
    public void pause() {
        signal("STOP");
    }

    /** Has it go on after {@link #pause}. */
    public void resume() {
        signal("CONT");
    }

    /** Waits until its process is gone; its exit code, or nothing if it still runs by then. */
    public OptionalInt awaitExit(Duration atMost) {
        if (process == null) {
            return OptionalInt.empty();
        }
        try {
            boolean gone = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return gone ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + this, e);
        }
    }

    /** Everything that its present life, or its last one, has printed. */
    public String log() {
        try {
            Path file = logFile();
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of the log. */
    public String tail(int lines) {
        List<String> all = log().lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    /** The id of its process, which {@code /proc} and {@code jcmd} know it by. */
    public long pid() {
        return live().pid();
    }

    /** CPU time used since its start. */
    public Duration cpu() {
        return live().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Memory in RAM, in bytes; 0 where there is no {@code /proc}. */
    public long residentBytes() {
        Path status = Path.of("/proc/" + live().pid() + "/status");
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return "replica " + index + " (life " + lives + ")";
    }

    void launch() {
        if (running()) {
            throw new IllegalStateException(this + " runs already");
        }
        lives++;
        process = ChildJvms.launch(command.apply(this), logFile());
    }

    private Path logFile() {
        return logs.resolve("replica-" + index + "." + lives + ".log");
    }

    private Process live() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException(this + " was never started");
        }
        return running;
    }

    private void signal(String name) {
        try {
            String kill = "kill -" + name + " " + live().pid();
            int code = new ProcessBuilder("sh", "-c", kill).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(kill + " answered " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
