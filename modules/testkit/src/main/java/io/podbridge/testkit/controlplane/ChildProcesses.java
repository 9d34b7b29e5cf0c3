package io.podbridge.testkit.controlplane;

import java.io.File;
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
 * Launches processes that must not outlive this JVM, however it ends.
 *
 * <p>Two means: a shutdown hook for a JVM that is told to stop, and the kernel's parent-death signal, where
 * {@code setpriv} of util-linux can set it, for one that is killed. That signal follows the <em>thread</em> that
 * launched the process, not its JVM: so one thread, which lives as long as the JVM, launches them all.
 */
final class ChildProcesses {

    private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();

    private static final ExecutorService LAUNCHER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("control-plane-launcher").factory());

    private static final List<String> DIE_WITH_PARENT = parentDeathSignal();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ChildProcesses::killAll, "control-plane-killer"));
    }

    private ChildProcesses() {}

    /**
     * Starts a process; what it prints is appended to {@code log}.
     *
     * @throws IllegalStateException when it cannot be started
     */
    static Process launch(List<String> command, Path log) {
        try {
            return LAUNCHER.submit(() -> launchHere(command, log.toFile())).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot start " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting " + command.getFirst(), e);
        }
    }

    /** Kills what still runs and waits until it is gone. Repeating it is harmless. */
    static void killAll() {
        LIVE.forEach(Process::destroyForcibly);
        LIVE.forEach(process -> process.onExit().join());
    }

    private static Process launchHere(List<String> command, File log) throws IOException {
        List<String> all = new ArrayList<>(DIE_WITH_PARENT);
        all.addAll(command);
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        LIVE.removeIf(earlier -> !earlier.isAlive());
        LIVE.add(process);
        return process;
    }

    /** The prefix of each command: asked for by a trial, because the setpriv of BusyBox does not know the option. */
    private static List<String> parentDeathSignal() {
        List<String> prefix = List.of("setpriv", "--pdeathsig", "KILL");
        List<String> trial = new ArrayList<>(prefix);
        trial.add("true");
        try {
            Process process = new ProcessBuilder(trial)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0 ? prefix : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
