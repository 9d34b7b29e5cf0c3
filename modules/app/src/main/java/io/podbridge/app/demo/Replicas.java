package io.podbridge.app.demo;

import io.podbridge.app.ExitCode;
import io.podbridge.app.StartupFailure;
import io.podbridge.app.demo.DemoEvent.Ended;
import io.podbridge.app.demo.DemoEvent.Started;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Starts the replicas, and starts again those that die. Its state belongs to one thread. */
final class Replicas implements AutoCloseable {
    /** Longer, and something hangs. */
    private static final Duration LEAVE_AT_MOST = Duration.ofSeconds(8);

    /** The last one has nobody to hand its shards to, and may wait for somebody until it gives up, 15 s later. */
    private static final Duration LAST_LEAVES_AT_MOST = Duration.ofSeconds(3);

    private final DemoSettings settings;
    private final ReplicaJvm jvm;
    private final Consumer<DemoEvent> events;
    private final Map<Integer, ReplicaProcess> running = new HashMap<>();
    private final Map<Integer, RestartDelay> delays = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("replicas").factory());
    private boolean closing;
    private volatile Optional<StartupFailure> hopeless = Optional.empty();

    /**
     * None runs yet.
     *
     * @param events are told from a thread of this class
     */
    Replicas(DemoSettings settings, ReplicaJvm jvm, Consumer<DemoEvent> events) {
        this.settings = settings;
        this.jvm = jvm;
        this.events = events;
    }

    /** Starts all of them at once, which also is how they find one another at once. */
    void startAll() {
        thread.execute(() ->
                IntStream.rangeClosed(1, settings.options().replicas()).forEach(replica -> start(replica, false)));
    }

    /**
     * Does nothing as long as there is hope.
     *
     * @throws StartupFailure if a replica has ended with a code that says why none can start
     */
    void requireHope() {
        hopeless.ifPresent(failure -> {
            throw failure;
        });
    }

    private void start(int replica, boolean again) {
        if (closing) {
            return;
        }
        // The youngest leaves first, and so has the time to write the archive of classes.
        boolean youngest = replica == settings.options().replicas();
        var command = jvm.command(youngest, settings.arguments(replica));
        var files = settings.files();
        var process = ReplicaProcess.start(command, files.log(replica), files.pid(replica));
        running.put(replica, process);
        events.accept(new Started(replica, process.pid(), again));
        process.end()
                .thenAcceptAsync(how -> ended(replica, process, how), thread)
                .exceptionally(refused -> null);
    }

    private void ended(int replica, ReplicaProcess process, Ending how) {
        running.remove(replica);
        if (closing) {
            return;
        }
        forgetPid(replica);
        var delay = delays.getOrDefault(replica, RestartDelay.FIRST).after(process.age());
        delays.put(replica, delay);
        boolean again = settings.options().restart() && how.restartMends();
        events.accept(new Ended(replica, process.pid(), how, again ? Optional.of(delay.duration()) : Optional.empty()));
        if (again) {
            var unused =
                    thread.schedule(() -> start(replica, true), delay.duration().toMillis(), TimeUnit.MILLISECONDS);
        } else if (!how.restartMends()) {
            hopeless = Optional.of(failure(replica, how));
        }
    }

    private StartupFailure failure(int replica, Ending how) {
        var log = settings.files().log(replica);
        return new StartupFailure(
                how.named().orElse(ExitCode.UNAVAILABLE),
                "Replica " + replica + " " + how.text() + ". Its last words:\n"
                        + LogTail.last(log, 8).indent(4),
                log.toString(),
                "See what it says.");
    }

    /** Whoever reads it to kill the replica must not hit another process. */
    private void forgetPid(int replica) {
        try {
            Files.deleteIfExists(settings.files().pid(replica));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /**
     * Has all of them leave in order, the oldest last: it holds the coordinator of the shards, without which the others
     * wait in vain. What is left by then is killed.
     */
    @Override
    public void close() {
        if (thread.isShutdown()) {
            return;
        }
        var youngestFirst = stopStarting();
        if (!youngestFirst.isEmpty()) {
            var others = youngestFirst.subList(0, youngestFirst.size() - 1);
            end(others, LEAVE_AT_MOST);
            end(List.of(youngestFirst.getLast()), others.isEmpty() ? LEAVE_AT_MOST : LAST_LEAVES_AT_MOST);
        }
        IntStream.rangeClosed(1, settings.options().replicas()).forEach(this::forgetPid);
        thread.shutdownNow();
    }

    private static void end(List<ReplicaProcess> replicas, Duration atMost) {
        replicas.forEach(ReplicaProcess::terminate);
        long end = System.nanoTime() + atMost.toNanos();
        replicas.forEach(process -> process.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
    }

    private List<ReplicaProcess> stopStarting() {
        var leaving = thread.submit(() -> {
            closing = true;
            return running.values().stream()
                    .sorted(Comparator.comparing(ReplicaProcess::age))
                    .toList();
        });
        try {
            return leaving.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
