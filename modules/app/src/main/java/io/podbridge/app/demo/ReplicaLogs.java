package io.podbridge.app.demo;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Follows the replicas' logs, for what the API server does not show. */
final class ReplicaLogs implements AutoCloseable {
    private static final long LOOK_MILLIS = 250;

    private record Followed(int replica, LogTail tail) {}

    private final DemoSettings settings;
    private final Consumer<DemoEvent> events;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("replica-logs").factory());

    /** Begins; the events are told from a thread of this class. */
    ReplicaLogs(DemoSettings settings, Consumer<DemoEvent> events) {
        this.settings = settings;
        this.events = events;
        var logs = IntStream.rangeClosed(1, settings.options().replicas())
                .mapToObj(replica ->
                        new Followed(replica, new LogTail(settings.files().log(replica))))
                .toList();
        var unused = clock.scheduleWithFixedDelay(() -> look(logs), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(List<Followed> logs) {
        logs.forEach(log -> log.tail()
                .next()
                .forEach(line ->
                        LogLines.read(log.replica(), line, settings::replicaAt).ifPresent(events)));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
