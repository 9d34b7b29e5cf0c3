package io.podbridge.provider.process;

import io.podbridge.core.pod.ContainerState.Terminated;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.provider.PodRequest;
import io.podbridge.provider.process.ContainerRun.Stage;
import io.podbridge.provider.process.PodPlan.Order;
import io.podbridge.provider.process.PodPlan.Step;
import io.podbridge.provider.process.logs.PodLogs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what {@link PodPlan} decides for one pod, and reports each change, in order. Thread-safe. */
final class PodRunner {
    private static final Logger LOG = LoggerFactory.getLogger(PodRunner.class);

    private final PodRequest request;
    private final Host host;
    private final PodPlan plan;
    private final PodReports reports;
    private final Consumer<PodReport> changes;
    private final ReentrantLock lock = new ReentrantLock();
    private final PodProcesses processes;
    private final CompletableFuture<PodReport> down = new CompletableFuture<>();
    private PodRun run;
    private Optional<Future<?>> timer = Optional.empty();
    private boolean begun;
    private boolean ending;
    private boolean silent;
    private boolean released;

    PodRunner(PodRequest request, Host host, Consumer<PodReport> changes) {
        this.request = request;
        this.host = host;
        this.plan = new PodPlan(host.settings().backOff());
        this.reports = new PodReports(id(), podIp(host.address()), host.replica());
        this.changes = changes;
        this.processes = new PodProcesses(request, host);
        this.run = PodRun.of(request);
    }

    /** A node without an address has none to give to its pods. */
    private static Optional<String> podIp(String hostAddress) {
        return Optional.of(hostAddress).filter(address -> !address.isEmpty());
    }

    PodId id() {
        return request.pod().id();
    }

    /**
     * Starts the pod, once.
     *
     * @throws IOException if its directory cannot be made: then nothing was started
     */
    PodReport begin() throws IOException {
        lock.lock();
        try {
            if (!begun && !ending) {
                Trees.create(host.workingDirectory(id().uid()));
                begun = true;
                apply(plan::look);
            }
            return report();
        } finally {
            lock.unlock();
        }
    }

    /** What it does now. */
    PodReport report() {
        return locked(() -> reports.of(run));
    }

    /** What a person can have of its containers. */
    Choice choice() {
        return locked(() -> new Choice(id(), run));
    }

    /** The logs of its containers. */
    PodLogs logs() {
        return processes.logs();
    }

    /** Its containers that run. */
    List<Usage.Running> running() {
        return locked(() -> run.containers()
                .flatMap(each -> each.stage() instanceof Stage.Running(var at, var since, var sent)
                        ? processes.of(each.name()).stream().map(process -> new Usage.Running(each.name(), process, at))
                        : Stream.empty())
                .toList());
    }

    /** Ends the sessions of those who are attached to its containers. */
    void detachAll(String message) {
        locked(processes::all).forEach(process -> process.attachment().fail(message));
    }

    /** The process of a container, if it has one. */
    Optional<ContainerProcess> process(String container) {
        return locked(() -> processes.of(container));
    }

    /** Whether it was ever started. */
    boolean begun() {
        return locked(() -> begun);
    }

    /** Whether it is being deleted, or lost. */
    boolean ending() {
        return locked(() -> ending);
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the pod; again, with a shorter grace, sooner. Completes when nothing of it is left. */
    CompletableFuture<PodReport> end(Duration grace) {
        return endWith((current, now) -> plan.stop(current, deadline(now, grace), now));
    }

    /** Ends the pod at once, without a word to those who report it: the replica itself ends. */
    CompletableFuture<PodReport> endSilently(Duration grace) {
        lock.lock();
        try {
            silent = true;
            return end(grace);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the pod because others may have it by now. Completes when nothing of it is left; empty if it was over
     * before: then its result stands and nothing has changed.
     */
    Optional<CompletableFuture<PodReport>> lose() {
        lock.lock();
        try {
            if (run.over() && run.down() && !ending) {
                return Optional.empty();
            }
            return Optional.of(endWith(plan::lose));
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<PodReport> endWith(BiFunction<PodRun, Instant, Step> decision) {
        lock.lock();
        try {
            ending = true;
            apply(decision);
            return down;
        } finally {
            lock.unlock();
        }
    }

    private static Instant deadline(Instant now, Duration grace) {
        Duration longest = Duration.ofDays(3_650);
        return now.plus(grace.compareTo(longest) > 0 ? longest : grace);
    }

    private void apply(BiFunction<PodRun, Instant, Step> decision) {
        lock.lock();
        try {
            PodReport before = reports.of(run);
            Step step = decision.apply(run, host.steadyClock());
            run = step.next();
            step.orders().forEach(this::carryOut);
            setTimer();
            PodReport after = reports.of(run);
            if (!after.equals(before) && !silent) {
                changes.accept(after);
            }
            if (ending && !released && run.down() && processes.none()) {
                released = true;
                Thread.ofVirtual().name("process-release").start(this::release);
            }
        } finally {
            lock.unlock();
        }
    }

    private void carryOut(Order order) {
        switch (order) {
            case Order.Start(var container) -> start(container);
            case Order.Send(var container, var signal) -> processes.send(container, signal);
        }
    }

    private void start(String name) {
        Host.StartName start = host.nextStart(id().uid(), name);
        processes.start(start, run.nextRestartCount(name), new Answers(name, start));
    }

    private void setTimer() {
        timer.ifPresent(old -> old.cancel(false));
        timer = run.nextDue().map(due -> {
            long millis = Math.max(1, ChronoUnit.MILLIS.between(host.steadyClock(), due) + 1);
            return host.timers().schedule(this::wake, millis, TimeUnit.MILLISECONDS);
        });
    }

    /** Not on the timers' thread: starting a container takes a moment. */
    private void wake() {
        Thread.ofVirtual().name("process-wake").start(() -> apply(plan::look));
    }

    private void release() {
        try {
            Trees.delete(host.directory().pod(id().uid()));
        } catch (IOException e) {
            LOG.warn("What is left of the pod {} cannot be removed, it stays on disk: {}", id(), e.toString());
        }
        down.complete(report());
    }

    /** Hears what becomes of one start of a container. */
    private final class Answers implements ContainerProcess.Listener {
        private final String container;
        private final Host.StartName start;

        Answers(String container, Host.StartName start) {
            this.container = container;
            this.start = start;
        }

        @Override
        public void started() {
            String containerId = start.containerId(host.replica());
            apply((current, now) -> plan.started(current, container, containerId, host.wallClock(), now));
        }

        @Override
        public void neverStarted() {
            over((current, now) -> plan.neverStarted(current, container, now));
        }

        @Override
        public void ended(Terminated how) {
            over((current, now) -> plan.ended(current, container, how, now));
        }

        private void over(BiFunction<PodRun, Instant, Step> decision) {
            lock.lock();
            try {
                processes.ended(container);
                apply(decision);
            } finally {
                lock.unlock();
            }
        }
    }
}
