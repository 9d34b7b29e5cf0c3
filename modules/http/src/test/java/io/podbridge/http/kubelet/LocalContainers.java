package io.podbridge.http.kubelet;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.core.streams.LogOptions;
import io.podbridge.core.streams.PodUsage;
import io.podbridge.core.streams.PodUsage.ContainerUsage;
import io.podbridge.core.streams.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.Tcp;
import org.apache.pekko.util.ByteString;

/** Containers whose commands are processes of this machine; counts what is open. */
final class LocalContainers implements ContainerAccess {

    static final Instant STARTED = Instant.parse("2026-01-02T03:04:05.5Z");

    final Set<LocalSession> open = ConcurrentHashMap.newKeySet();
    final List<LogOptions> logOptions = new CopyOnWriteArrayList<>();
    final LocalLog log = new LocalLog();
    private final ActorSystem system;

    LocalContainers(ActorSystem system) {
        this.system = system;
    }

    @Override
    public CompletionStage<Outcome<Source<ByteString, NotUsed>>> logs(PodId pod, String container, LogOptions options) {
        logOptions.add(options);
        if (options.previous()) {
            return done(failed("previous terminated container \"" + container + "\" not found"));
        }
        Source<ByteString, NotUsed> lines = Source.range(1, 3).map(i -> ByteString.fromString("line " + i + "\n"));
        return done(Outcome.of(options.follow() ? lines.concat(log.follow()) : lines));
    }

    @Override
    public CompletionStage<Outcome<Session>> exec(
            PodId pod, String container, List<String> command, Channels channels) {
        try {
            return done(Outcome.of(start(command, channels)));
        } catch (IOException notThere) {
            return done(failed(notThere.getMessage()));
        }
    }

    @Override
    public CompletionStage<Outcome<Session>> attach(PodId pod, String container, Channels channels) {
        return exec(pod, container, List.of("sh", "-c", "echo attached; cat; exit 3"), channels);
    }

    @Override
    public CompletionStage<Outcome<Flow<ByteString, ByteString, NotUsed>>> connect(PodId pod, int port) {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assert probe.isConnected();
        } catch (IOException refused) {
            return done(failed(refused.getMessage()));
        }
        return done(Outcome.of(Tcp.get(system)
                .outgoingConnection("127.0.0.1", port)
                .mapMaterializedValue(connection -> NotUsed.getInstance())));
    }

    @Override
    public CompletionStage<Outcome<List<PodUsage>>> usage() {
        PodId pod = new PodId("uid-1", "default", "web");
        return done(Outcome.of(List.of(new PodUsage(
                pod, STARTED.plusSeconds(60), List.of(new ContainerUsage("main", STARTED, 1_500_000_000L, 4096))))));
    }

    private Session start(List<String> command, Channels channels) throws IOException {
        LocalSession session = LocalSession.start(command, channels, open::remove);
        open.add(session);
        return session;
    }

    static <T> Outcome<T> failed(String message) {
        return Outcome.failed(new ProviderFailure.Rejected("NotFound", message, Optional.empty()));
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedStage(value);
    }
}
