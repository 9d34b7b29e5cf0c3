package io.podbridge.provider.process;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.ProviderFailure.Rejected;
import io.podbridge.core.pod.ProviderFailure.Unavailable;
import io.podbridge.core.provider.Capabilities;
import io.podbridge.core.provider.Health;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.PodRequest;
import io.podbridge.core.provider.Provider;
import io.podbridge.core.streams.ContainerAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each container as a group of processes on this replica's machine. They end with the replica, always. */
final class ProcessProvider implements Provider {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessProvider.class);
    private static final Capabilities CAPABILITIES =
            new Capabilities(Locality.REPLICA, true, false, Fields.HONOURED, Fields.IGNORABLE);
    private static final Duration SOON = Duration.ofSeconds(1);
    /** For killing and cleaning up, after the grace. What is left then is the keeper's. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);

    /** Times the longest pause: above the 11 s or so after which a replica that is cut off puts itself out. */
    private static final int QUARANTINE = 2;

    private final Host host;
    private final Map<String, PodRunner> pods = new ConcurrentHashMap<>();
    private final ProcessAccess access;
    private final Executor executor =
            task -> Thread.ofVirtual().name("process-call").start(task);
    private volatile Consumer<PodReport> changes = report -> {};
    private volatile Instant quarantinedUntil = Instant.MIN;
    private volatile boolean closed;

    ProcessProvider(Host host) {
        this.host = host;
        this.access = new ProcessAccess(Collections.unmodifiableMap(pods), host.tools());
    }

    @Override
    public Optional<ContainerAccess> access() {
        return Optional.of(access);
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Optional<Path> directory() {
        return Optional.of(host.directory().path());
    }

    @Override
    public void subscribe(Consumer<PodReport> sink) {
        changes = sink;
    }

    @Override
    public CompletionStage<Outcome<PodReport>> create(PodRequest request) {
        return call(() -> {
            Optional<ProviderFailure.Invalid> refusal = Admission.check(
                    request, container -> host.launch(request, container, "").undeliverable());
            return refusal.isPresent() ? Outcome.failed(refusal.orElseThrow()) : makeOrAdopt(request);
        });
    }

    private Outcome<PodReport> makeOrAdopt(PodRequest request) {
        String uid = request.pod().id().uid();
        PodRunner pod =
                pods.computeIfAbsent(uid, unused -> new PodRunner(request, host, report -> changes.accept(report)));
        if (closed) {
            // Perhaps put in after close() had looked: nothing was started, and nothing will be.
            pods.remove(uid, pod);
            var unused = pod.endSilently(Duration.ZERO);
            return Outcome.failed(closedFailure());
        }
        Optional<Duration> wait = pod.begun() ? Optional.empty() : quarantine();
        if (wait.isPresent()) {
            pods.remove(uid, pod);
            return Outcome.failed(new Unavailable(
                    "ReplicaPaused", "this replica was paused, and others may have its pods by now", wait));
        }
        if (pod.ending()) {
            return Outcome.failed(new Rejected("Terminating", "the pod's last run is ending", Optional.of(SOON)));
        }
        try {
            return Outcome.of(pod.begin());
        } catch (IOException e) {
            pods.remove(uid, pod);
            return Outcome.failed(new Rejected(
                    "DirectoryFailed", "cannot make the pod's directory: " + e.getMessage(), Optional.empty()));
        }
    }

    /**
     * How long nothing new may be made, because this replica was paused. While it was, the others may have put it out
     * of the cluster and started its pods again, and what it means to do now may come from before: it learns of that
     * within the time that others need to notice a pause.
     */
    private Optional<Duration> quarantine() {
        host.tools().keeper().noticePause();
        return Optional.of(quarantinedUntil)
                .map(until -> Duration.between(host.steadyClock(), until))
                .filter(Duration::isPositive);
    }

    /** Nothing that may be changed in a running pod means anything to a process. */
    @Override
    public CompletionStage<Outcome<PodReport>> update(PodRequest request) {
        return call(() -> Optional.ofNullable(pods.get(request.pod().id().uid()))
                .<Outcome<PodReport>>map(pod -> Outcome.of(pod.report()))
                .orElseGet(() -> Outcome.failed(
                        new Rejected("NotFound", "there is no such pod on " + host.replica(), Optional.empty()))));
    }

    @Override
    public CompletionStage<Outcome<Optional<PodReport>>> delete(PodId id, Duration grace) {
        return call(() -> Outcome.of(Optional.ofNullable(pods.get(id.uid())))).thenCompose(found -> switch (found) {
            case Outcome.Success<Optional<PodRunner>>(var pod) -> delete(pod, grace);
            case Outcome.Failure<Optional<PodRunner>>(var failure) ->
                CompletableFuture.completedFuture(Outcome.failed(failure));
        });
    }

    private CompletionStage<Outcome<Optional<PodReport>>> delete(Optional<PodRunner> found, Duration grace) {
        return found.map(pod -> pod.end(grace).thenApply(last -> {
                    pods.remove(pod.id().uid(), pod);
                    return Outcome.of(Optional.of(last));
                }))
                .orElseGet(() -> CompletableFuture.completedFuture(Outcome.of(Optional.empty())));
    }

    @Override
    public CompletionStage<Outcome<Map<String, PodReport>>> status(Set<String> uids) {
        return call(() -> {
            Map<String, PodReport> found = new LinkedHashMap<>();
            uids.forEach(uid -> Optional.ofNullable(pods.get(uid)).ifPresent(pod -> found.put(uid, pod.report())));
            return Outcome.of(found);
        });
    }

    @Override
    public CompletionStage<Outcome<List<PodReport>>> list() {
        return call(
                () -> Outcome.of(pods.values().stream().map(PodRunner::report).toList()));
    }

    @Override
    public CompletionStage<Outcome<Health>> ping() {
        return call(() -> host.tools()
                .keeper()
                .trouble()
                .<Outcome<Health>>map(
                        trouble -> Outcome.failed(new Unavailable("KeeperMissing", trouble, Optional.empty())))
                .orElseGet(() -> Outcome.of(new Health("runs " + pods.size() + " pods as processes"))));
    }

    /** Ends all pods because this replica was paused: others may have started them again. */
    void loseAll() {
        quarantinedUntil = host.steadyClock().plus(host.settings().fenceAfter().multipliedBy(QUARANTINE));
        pods.values()
                .forEach(pod -> pod.lose().ifPresent(end -> {
                    var unused = end.thenRun(() -> pods.remove(pod.id().uid(), pod));
                }));
    }

    @Override
    public void fence() {
        end(Duration.ZERO);
    }

    @Override
    public void close() {
        end(host.settings().closeGrace());
    }

    /** Nothing is reported of these ends: for the others, the pods are lost with this replica. */
    private void end(Duration grace) {
        if (closed) {
            return;
        }
        closed = true;
        access.close();
        CompletableFuture<?>[] ends =
                pods.values().stream().map(pod -> pod.endSilently(grace)).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(grace.plus(LAST_PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.error("Not all containers ended in time; the keeper kills them.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pods.clear();
        host.tools().keeper().close();
        host.directory().close();
    }

    private <T> CompletionStage<Outcome<T>> call(Supplier<Outcome<T>> work) {
        return CompletableFuture.supplyAsync(() -> closed ? Outcome.failed(closedFailure()) : work.get(), executor);
    }

    private static ProviderFailure closedFailure() {
        return new Unavailable("Closed", "this replica's process provider has ended", Optional.empty());
    }
}
