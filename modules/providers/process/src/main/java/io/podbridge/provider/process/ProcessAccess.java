package io.podbridge.provider.process;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.ProviderFailure.Rejected;
import io.podbridge.core.pod.ProviderFailure.Unavailable;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.core.streams.LogOptions;
import io.podbridge.core.streams.PodUsage;
import io.podbridge.core.streams.Session;
import io.podbridge.provider.process.access.Attachment;
import io.podbridge.provider.process.access.TcpConnection;
import io.podbridge.provider.process.logs.ContainerLog;
import io.podbridge.provider.process.logs.LogSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * The way into containers that are processes of this machine. Whatever waits, waits in a platform thread of its own
 * pool: reading a pipe holds on to the carrier of a virtual thread, of which there are few.
 */
final class ProcessAccess implements ContainerAccess, AutoCloseable {
    private static final String STOPPING = "the replica is stopping";
    private static final int LAST_PORT = 65_535;
    private static final long STACK = 256 * 1024;
    private static final ThreadFactory THREADS = Thread.ofPlatform()
            .daemon()
            .name("process-stream-", 0)
            .stackSize(STACK)
            .factory();

    /** As many threads as there are streams that wait; their number is bounded by that of the sessions. */
    private final ExecutorService blocking = Executors.newCachedThreadPool(THREADS);

    private final Map<String, PodRunner> pods;
    private final Commands commands;
    private final Usage usage;
    private volatile boolean closed;

    /** The way into these pods, by UID, whichever there are at a moment. */
    ProcessAccess(Map<String, PodRunner> pods, ContainerProcess.Tools tools) {
        this.pods = pods;
        this.usage = new Usage(tools.clock());
        this.commands = new Commands(tools, blocking);
    }

    @Override
    public CompletionStage<Outcome<Source<ByteString, NotUsed>>> logs(PodId pod, String container, LogOptions options) {
        return call(
                pod,
                runner -> log(runner, container, options.previous()).map(log -> LogSource.of(log, options, blocking)));
    }

    private static Outcome<ContainerLog> log(PodRunner runner, String container, boolean previous) {
        return switch (runner.choice().log(container, previous)) {
            case Outcome.Success<Integer>(var starts) ->
                runner.logs()
                        .back(container, starts)
                        .map(Outcome::of)
                        .orElseGet(() -> rejected(
                                "PreviousNotFound", "the log of container \"" + container + "\" is not kept any more"));
            case Outcome.Failure<Integer>(var failure) -> Outcome.failed(failure);
        };
    }

    @Override
    public CompletionStage<Outcome<Session>> exec(
            PodId pod, String container, List<String> command, Channels channels) {
        return call(pod, runner -> switch (runner.choice().running(container, runner.process(container))) {
            case Outcome.Success<ContainerProcess>(var process) ->
                commands.start(process, command, channels).map(session -> (Session) session);
            case Outcome.Failure<ContainerProcess>(var failure) -> Outcome.failed(failure);
        });
    }

    @Override
    public CompletionStage<Outcome<Session>> attach(PodId pod, String container, Channels channels) {
        return call(pod, runner -> switch (runner.choice().running(container, runner.process(container))) {
            case Outcome.Success<ContainerProcess>(var process) -> attach(process.attachment(), container, channels);
            case Outcome.Failure<ContainerProcess>(var failure) -> Outcome.failed(failure);
        });
    }

    private Outcome<Session> attach(Attachment attachment, String container, Channels channels) {
        if (channels.stdin() && !attachment.hears()) {
            return rejected(
                    "NoInput", "container \"" + container + "\" has no input: set spec.containers[].stdin of the pod");
        }
        return Outcome.of(attachment.attach(channels, blocking));
    }

    @Override
    public CompletionStage<Outcome<Flow<ByteString, ByteString, NotUsed>>> connect(PodId pod, int port) {
        return call(pod, Outcome::of).thenCompose(found -> switch (found) {
            case Outcome.Success<PodRunner> there -> connect(port);
            case Outcome.Failure<PodRunner>(var failure) -> CompletableFuture.completedFuture(Outcome.failed(failure));
        });
    }

    /** All pods listen on this host's own network. */
    private static CompletionStage<Outcome<Flow<ByteString, ByteString, NotUsed>>> connect(int port) {
        if (port < 1 || port > LAST_PORT) {
            return CompletableFuture.completedFuture(rejected("InvalidPort", port + " is not a port"));
        }
        return TcpConnection.open(port)
                .thenApply(Outcome::of)
                .exceptionally(failure -> rejected(
                        "ConnectionFailed", "failed to connect to localhost:" + port + ": " + message(failure)));
    }

    private static String message(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
    }

    @Override
    public CompletionStage<Outcome<List<PodUsage>>> usage() {
        return call(() -> {
            try {
                return Outcome.of(usage.of(pods.values()));
            } catch (IOException e) {
                return Outcome.failed(new Unavailable("ProcUnreadable", "cannot read /proc: " + e, Optional.empty()));
            }
        });
    }

    private <T> CompletionStage<Outcome<T>> call(PodId pod, Function<PodRunner, Outcome<T>> work) {
        return call(() -> Optional.ofNullable(pods.get(pod.uid()))
                .map(work)
                .orElseGet(() -> rejected(
                        "NotFound", "this replica does not run the pod " + pod.namespace() + "/" + pod.name())));
    }

    private <T> CompletionStage<Outcome<T>> call(Supplier<Outcome<T>> work) {
        return CompletableFuture.supplyAsync(
                () -> closed
                        ? Outcome.failed(new Unavailable(
                                "Closed", "this replica's process provider has ended", Optional.empty()))
                        : work.get(),
                blocking);
    }

    /** Ends what is open, as a failure: nobody may take the end of the replica for that of a command. */
    @Override
    public void close() {
        closed = true;
        commands.failAll(STOPPING);
        pods.values().forEach(pod -> pod.detachAll(STOPPING));
    }

    private static <T> Outcome<T> rejected(String reason, String message) {
        return Outcome.failed(new Rejected(reason, message, Optional.empty()));
    }
}
