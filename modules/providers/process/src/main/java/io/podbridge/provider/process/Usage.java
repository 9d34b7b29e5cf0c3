package io.podbridge.provider.process;

import io.podbridge.core.streams.PodUsage;
import io.podbridge.core.streams.PodUsage.ContainerUsage;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What containers use: the sum over their processes, found as those that are killed with them are. The time of a
 * process that was not waited for by one of the container's is lost when it ends; a sum never goes down, though.
 */
final class Usage {
    /** The kernel shows times in hundredths of a second, whatever its own clock: {@code time(7)}, USER_HZ. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private final InstantSource clock;
    private Map<String, Long> highest = Map.of();

    Usage(InstantSource clock) {
        this.clock = clock;
    }

    /** A container that runs: its process, and since when. */
    record Running(String name, ContainerProcess process, Instant startedAt) {}

    private record Sum(long ticks, long memory) {
        Sum and(ProcessEntry process) {
            return new Sum(ticks + process.ticks(), memory + process.residentBytes());
        }
    }

    /** What these pods use now. */
    synchronized List<PodUsage> of(Collection<PodRunner> pods) throws IOException {
        Map<String, String> markerBySession = new HashMap<>();
        Map<String, Sum> sums = new HashMap<>();
        pods.stream().flatMap(pod -> pod.running().stream()).forEach(container -> {
            sums.put(container.process().marker(), new Sum(0, 0));
            container
                    .process()
                    .session()
                    .ifPresent(session -> markerBySession.put(
                            Long.toString(session.id()), container.process().marker()));
        });
        for (ProcessEntry process : ProcessEntry.alive()) {
            Optional.ofNullable(markerBySession.get(Long.toString(process.session())))
                    .or(() -> Marker.of(process).map(Marker::container))
                    .ifPresent(marker -> sums.computeIfPresent(marker, (key, sum) -> sum.and(process)));
        }
        highest = sums.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        sum -> Math.max(sum.getValue().ticks(), highest.getOrDefault(sum.getKey(), 0L))));
        Instant now = clock.instant();
        List<PodUsage> usage = new ArrayList<>();
        pods.forEach(pod -> usage.add(new PodUsage(
                pod.id(),
                now,
                pod.running().stream()
                        .flatMap(each -> usage(each, sums).stream())
                        .toList())));
        return List.copyOf(usage);
    }

    private Optional<ContainerUsage> usage(Running container, Map<String, Sum> sums) {
        String marker = container.process().marker();
        return Optional.ofNullable(sums.get(marker))
                .map(sum -> new ContainerUsage(
                        container.name(),
                        container.startedAt(),
                        highest.getOrDefault(marker, 0L) * NANOS_PER_TICK,
                        sum.memory()));
    }
}
