package io.podbridge.provider.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Kills what containers leave behind when their first process ends. Looking through {@code /proc} costs tens of
 * milliseconds on a busy machine, so containers that end meanwhile wait for the next look and share it. Thread-safe.
 */
final class Sweeper {
    private final List<Task> tasks = new ArrayList<>();
    private boolean sweeping;

    private record Task(Session session, String marker, CompletableFuture<Integer> left) {}

    /** Ends the session, and what carries the marker; how many processes could not be killed. */
    CompletableFuture<Integer> sweep(Session session, String marker) {
        var task = new Task(session, marker, new CompletableFuture<>());
        synchronized (tasks) {
            tasks.add(task);
            if (!sweeping) {
                sweeping = true;
                Thread.ofVirtual().name("process-sweeper").start(this::sweepAll);
            }
        }
        return task.left();
    }

    private void sweepAll() {
        for (List<Task> batch = next(); !batch.isEmpty(); batch = next()) {
            List<Task> together = batch;
            try {
                int left = kill(together);
                together.forEach(task -> task.left().complete(left));
            } catch (RuntimeException e) {
                together.forEach(task -> task.left().completeExceptionally(e));
            }
        }
    }

    private List<Task> next() {
        synchronized (tasks) {
            List<Task> batch = List.copyOf(tasks);
            tasks.clear();
            sweeping = !batch.isEmpty();
            return batch;
        }
    }

    private static int kill(List<Task> batch) {
        List<Session> sessions =
                batch.stream().map(Task::session).filter(Session::current).toList();
        Set<Long> ids = sessions.stream().map(Session::id).collect(Collectors.toUnmodifiableSet());
        Set<String> markers = batch.stream().map(Task::marker).collect(Collectors.toUnmodifiableSet());
        return Signals.killAll(
                sessions,
                process -> ids.contains(process.session())
                        || Marker.of(process)
                                .filter(value -> markers.contains(value) || markers.contains(Marker.container(value)))
                                .isPresent());
    }
}
