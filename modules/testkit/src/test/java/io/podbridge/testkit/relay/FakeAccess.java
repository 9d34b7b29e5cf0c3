package io.podbridge.testkit.relay;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.ProviderFailure.Rejected;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.core.streams.LogOptions;
import io.podbridge.core.streams.Pipe;
import io.podbridge.core.streams.PodUsage;
import io.podbridge.core.streams.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Containers that log without end, echo what they get, and count. */
final class FakeAccess implements ContainerAccess {
    private static final ByteString CHUNK = ByteString.fromArray(new byte[16 * 1024]);

    final AtomicLong logged = new AtomicLong();
    final CompletableFuture<Void> logCancelled = new CompletableFuture<>();
    final CompletableFuture<Void> sessionClosed = new CompletableFuture<>();
    final CompletableFuture<List<Integer>> resized = new CompletableFuture<>();
    final CompletableFuture<List<String>> commanded = new CompletableFuture<>();
    final CompletableFuture<Session.Exit> exit = new CompletableFuture<>();

    @Override
    public CompletionStage<Outcome<Source<ByteString, NotUsed>>> logs(PodId pod, String container, LogOptions options) {
        return answer(Source.repeat(CHUNK)
                .map(chunk -> {
                    logged.addAndGet(chunk.size());
                    return chunk;
                })
                .watchTermination((mat, done) -> {
                    var unused = done.whenComplete((ended, failure) -> logCancelled.complete(null));
                    return mat;
                }));
    }

    @Override
    public CompletionStage<Outcome<Session>> exec(
            PodId pod, String container, List<String> command, Channels channels) {
        commanded.complete(command);
        return answer(new Echo());
    }

    @Override
    public CompletionStage<Outcome<Session>> attach(PodId pod, String container, Channels channels) {
        return CompletableFuture.completedFuture(
                Outcome.failed(new Rejected("NoInput", "it has no input", Optional.empty())));
    }

    @Override
    public CompletionStage<Outcome<Flow<ByteString, ByteString, NotUsed>>> connect(PodId pod, int port) {
        return answer(Flow.of(ByteString.class));
    }

    @Override
    public CompletionStage<Outcome<List<PodUsage>>> usage() {
        return answer(List.of(new PodUsage(
                new PodId("uid", "default", "pod"),
                Instant.EPOCH,
                List.of(new PodUsage.ContainerUsage("main", Instant.EPOCH.plusNanos(1), 5, Long.MAX_VALUE)))));
    }

    private static <T> CompletionStage<Outcome<T>> answer(T value) {
        return CompletableFuture.completedFuture(Outcome.of(value));
    }

    private final class Echo implements Session {
        private final Pipe pipe = new Pipe(1);

        @Override
        public Sink<ByteString, NotUsed> stdin() {
            return pipe.sink();
        }

        @Override
        public Source<ByteString, NotUsed> stdout() {
            return pipe.source();
        }

        @Override
        public Source<ByteString, NotUsed> stderr() {
            return Source.single(ByteString.fromString("complaint"));
        }

        @Override
        public CompletionStage<Exit> exit() {
            return exit;
        }

        @Override
        public void resize(int columns, int rows) {
            resized.complete(List.of(columns, rows));
        }

        @Override
        public void close() {
            sessionClosed.complete(null);
        }
    }
}
