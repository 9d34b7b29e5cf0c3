package io.podbridge.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.provider.PodRequest;
import io.podbridge.core.provider.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A provider as one replica has it, with blocking calls that fail the test, and what it has reported. */
public final class Replica implements AutoCloseable {
    /** Far more than anything here takes: reached only if something never comes. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Provider provider;
    private final String address;
    private final Map<String, PodReport> latest = new ConcurrentHashMap<>();
    private final Queue<String> outOfOrder = new ConcurrentLinkedQueue<>();

    Replica(String address, Provider provider) {
        this.address = address;
        this.provider = provider;
        provider.subscribe(this::pushed);
    }

    /** The provider itself. */
    public Provider provider() {
        return provider;
    }

    /** This replica's address. */
    public String address() {
        return address;
    }

    /** Creates the pod. */
    public PodReport create(PodRequest request) {
        PodReport report = value(provider.create(request));
        latest.putIfAbsent(request.pod().id().uid(), report);
        return report;
    }

    /** Deletes the pod. */
    public Optional<PodReport> delete(PodId pod, Duration grace) {
        Optional<PodReport> last = value(provider.delete(pod, grace));
        // Made again, it begins from the start; nothing of its first life may be reported any more.
        latest.remove(pod.uid());
        return last;
    }

    /** The status of these pods. */
    public Map<String, PodReport> status(String... uids) {
        return value(provider.status(Set.of(uids)));
    }

    /** The status of a pod that must be there. */
    public PodReport statusOf(PodId pod) {
        PodReport report = status(pod.uid()).get(pod.uid());
        return report == null ? fail("not there: " + pod) : report;
    }

    /** The UIDs that the provider lists. */
    public List<String> listed() {
        return value(provider.list()).stream().map(report -> report.id().uid()).toList();
    }

    /** Waits until the provider answers with, or pushes, a report like this. */
    public PodReport await(PodId pod, Predicate<PodReport> wanted) {
        return Awaitility.await("a report of " + pod)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> look(pod), found -> found.filter(wanted).isPresent())
                .orElseThrow();
    }

    /** A provider that pushes must do so: it is not asked. */
    private Optional<PodReport> look(PodId pod) {
        if (provider.capabilities().pushes()) {
            return Optional.ofNullable(latest.get(pod.uid()));
        }
        return Optional.ofNullable(status(pod.uid()).get(pod.uid()));
    }

    /** Fails if a pod was reported in a state that it had left before. */
    void assertReportsInOrder() {
        assertThat(outOfOrder).as("reports that are older than the one before").isEmpty();
    }

    private void pushed(PodReport report) {
        PodReport before = latest.put(report.id().uid(), report);
        if (before != null) {
            check(before.containers(), report.containers());
            check(before.initContainers(), report.initContainers());
        }
    }

    private void check(List<ContainerStatus> before, List<ContainerStatus> after) {
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            if (position(before.get(i)) > position(after.get(i))) {
                outOfOrder.add(before.get(i) + " then " + after.get(i));
            }
        }
    }

    /** Grows as a container goes on: it starts, ends, waits to be started again, and is counted as it starts again. */
    private static long position(ContainerStatus container) {
        int step = switch (container.state()) {
            case ContainerState.Waiting waiting -> container.lastState().isPresent() ? 2 : 0;
            case ContainerState.Running running -> 1;
            case ContainerState.Terminated terminated -> 2;
        };
        return 3L * container.restartCount() + step;
    }

    /** The value of an outcome that must be a success and must come. */
    public static <T> T value(CompletionStage<Outcome<T>> stage) {
        return switch (outcome(stage)) {
            case Outcome.Success<T>(var value) -> value;
            case Outcome.Failure<T>(var failure) -> fail("the call failed: " + failure);
        };
    }

    /** The outcome of a call that must come. */
    public static <T> Outcome<T> outcome(CompletionStage<Outcome<T>> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("a call must end with an outcome", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        provider.close();
    }
}
