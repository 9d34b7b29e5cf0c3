package io.podbridge.provider.simulated;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure.Rejected;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.core.streams.LogOptions;
import io.podbridge.core.streams.PodUsage;
import io.podbridge.core.streams.PodUsage.ContainerUsage;
import io.podbridge.core.streams.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** The way into containers that are only simulated: made up, but the same on every replica and whenever it is asked. */
final class SimulatedAccess implements ContainerAccess, AutoCloseable {
    /** Ports above it refuse, so that this too can be tried; at all others somebody echoes. */
    private static final int LAST_OPEN_PORT = 60_000;

    private static final int MOST_MILLICORES = 200;
    private static final long MEBIBYTE = 1 << 20;
    private static final int MOST_MEBIBYTES = 256;

    private final Function<PodId, CompletionStage<Outcome<PodReport>>> look;
    private final Supplier<CompletionStage<Outcome<List<PodReport>>>> all;
    private final Clock clock;
    private final Set<SimulatedSession> open = ConcurrentHashMap.newKeySet();

    /** The way into pods whose reports these functions give. */
    SimulatedAccess(
            Function<PodId, CompletionStage<Outcome<PodReport>>> look,
            Supplier<CompletionStage<Outcome<List<PodReport>>>> all,
            Clock clock) {
        this.look = look;
        this.all = all;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Outcome<Source<ByteString, NotUsed>>> logs(PodId pod, String container, LogOptions options) {
        return log(pod, container, options.previous())
                .thenApply(outcome -> outcome.map(log ->
                        SimulatedLogSource.of(log, options, clock, () -> log(pod, container, options.previous()))));
    }

    private CompletionStage<Outcome<SimulatedLog>> log(PodId pod, String container, boolean previous) {
        return container(
                pod,
                container,
                status -> lives(pod, status)
                        .filter(log -> !previous || status.restartCount() > 0)
                        .skip(previous && !(status.state() instanceof ContainerState.Waiting) ? 1 : 0)
                        .findFirst()
                        .map(Outcome::of)
                        .orElseGet(() -> rejected(
                                "ContainerNotRunning",
                                "container \"" + container + "\" in pod \"" + pod.name() + "\" has no such log")));
    }

    /** The present life, if there is one, and the one before. */
    private static Stream<SimulatedLog> lives(PodId pod, ContainerStatus status) {
        return Stream.concat(Stream.of(status.state()), status.lastState().stream())
                .flatMap(state -> life(pod, status, state).stream());
    }

    private static Optional<SimulatedLog> life(PodId pod, ContainerStatus status, ContainerState state) {
        long seed = seed(pod, status);
        return switch (state) {
            case ContainerState.Waiting waiting -> Optional.empty();
            case ContainerState.Running(var startedAt) ->
                Optional.of(new SimulatedLog(seed, status.image(), startedAt, Optional.empty()));
            case ContainerState.Terminated ended ->
                ended.startedAt()
                        .map(start -> new SimulatedLog(
                                seed,
                                status.image(),
                                start,
                                ended.finishedAt().map(at -> new SimulatedLog.End(at, ended.exitCode()))));
        };
    }

    private static long seed(PodId pod, ContainerStatus status) {
        return 31L * pod.uid().hashCode() + status.name().hashCode();
    }

    @Override
    public CompletionStage<Outcome<Session>> exec(
            PodId pod, String container, List<String> command, Channels channels) {
        return running(pod, container, () -> SimulatedSession.of(command, channels));
    }

    @Override
    public CompletionStage<Outcome<Session>> attach(PodId pod, String container, Channels channels) {
        return running(pod, container, () -> SimulatedSession.echoing(channels));
    }

    private CompletionStage<Outcome<Session>> running(PodId pod, String container, Supplier<SimulatedSession> play) {
        return container(
                pod,
                container,
                status -> status.running()
                        ? Outcome.of(opened(play.get()))
                        : rejected(
                                "ContainerNotRunning",
                                "container \"" + container + "\" in pod \"" + pod.name() + "\" is not running"));
    }

    private Session opened(SimulatedSession session) {
        open.add(session);
        var unused = session.exit().thenRun(() -> open.remove(session));
        return session;
    }

    @Override
    public CompletionStage<Outcome<Flow<ByteString, ByteString, NotUsed>>> connect(PodId pod, int port) {
        return look.apply(pod).thenApply(outcome -> switch (outcome) {
            case Outcome.Failure<PodReport>(var failure) -> Outcome.failed(failure);
            case Outcome.Success<PodReport> there ->
                port > 0 && port <= LAST_OPEN_PORT
                        ? Outcome.of(Flow.of(ByteString.class))
                        : rejected("ConnectionFailed", "nobody listens on port " + port);
        });
    }

    @Override
    public CompletionStage<Outcome<List<PodUsage>>> usage() {
        return all.get()
                .thenApply(outcome ->
                        outcome.map(pods -> pods.stream().map(this::usage).toList()));
    }

    private PodUsage usage(PodReport pod) {
        Instant now = clock.instant();
        return new PodUsage(
                pod.id(),
                now,
                Stream.concat(pod.initContainers().stream(), pod.containers().stream())
                        .flatMap(status -> usage(pod.id(), status, now).stream())
                        .toList());
    }

    private static Optional<ContainerUsage> usage(PodId pod, ContainerStatus status, Instant now) {
        if (!(status.state() instanceof ContainerState.Running(var startedAt))) {
            return Optional.empty();
        }
        long drawn = seed(pod, status) & Integer.MAX_VALUE;
        long millicores = 1 + drawn % MOST_MILLICORES;
        long lived = Math.max(0, Duration.between(startedAt, now).toNanos());
        long memory = (1 + drawn % MOST_MEBIBYTES) * MEBIBYTE;
        return Optional.of(new ContainerUsage(status.name(), startedAt, lived / 1000 * millicores, memory));
    }

    private <T> CompletionStage<Outcome<T>> container(
            PodId pod, String name, Function<ContainerStatus, Outcome<T>> then) {
        return look.apply(pod).thenApply(outcome -> switch (outcome) {
            case Outcome.Failure<PodReport>(var failure) -> Outcome.failed(failure);
            case Outcome.Success<PodReport>(var report) ->
                Stream.concat(report.initContainers().stream(), report.containers().stream())
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .map(then)
                        .orElseGet(() -> rejected(
                                "ContainerNotFound",
                                "container \"" + name + "\" is not valid for pod \"" + pod.name() + "\""));
        });
    }

    /** Ends what is open, as a failure. */
    @Override
    public void close() {
        open.forEach(session -> session.fail("the replica is stopping"));
    }

    private static <T> Outcome<T> rejected(String reason, String message) {
        return Outcome.failed(new Rejected(reason, message, Optional.empty()));
    }
}
