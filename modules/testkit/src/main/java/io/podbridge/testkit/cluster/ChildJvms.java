package io.podbridge.testkit.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Launches JVMs that do not outlive this one, however it ends: a shutdown hook where it is told to stop, the kernel's
 * parent-death signal (by {@code setpriv}, where there is one) where it is killed. That signal comes when the launching
 * <em>thread</em> ends, so one thread launches them all.
 */
final class ChildJvms {
    private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();
    private static final ExecutorService LAUNCHER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("child-jvm-launcher").factory());

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> LIVE.forEach(Process::destroyForcibly), "child-jvm-killer"));
    }

    private ChildJvms() {}

    /** Starts a JVM; what it prints goes to the file. */
    static Process launch(List<String> command, Path log) {
        try {
            return LAUNCHER.submit(() -> start(command, log)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot start " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting " + command.getFirst(), e);
        }
    }

    private static Process start(List<String> command, Path log) throws IOException {
        List<String> all = new ArrayList<>(DeathSignal.PREFIX);
        all.addAll(command);
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        LIVE.removeIf(earlier -> !earlier.isAlive());
        LIVE.add(process);
        return process;
    }

    /** Asked for by a trial: not every setpriv knows the option. */
    private static final class DeathSignal {
        private static final List<String> PREFIX = prefix();

        private static List<String> prefix() {
            try {
                List<String> trial = List.of("setpriv", "--pdeathsig", "KILL", "true");
                Process process = new ProcessBuilder(trial)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return process.waitFor() == 0 ? trial.subList(0, 3) : List.of();
            } catch (IOException e) {
                return List.of();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of();
            }
        }
    }
}
