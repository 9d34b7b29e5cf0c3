package io.podbridge.core.relay;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.core.streams.LogOptions;
import io.podbridge.core.streams.PodUsage;
import io.podbridge.core.streams.Session;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The containers of the whole node: a call goes to the replica that reaches the pod. Thread-safe. */
public final class RoutedAccess implements ContainerAccess {
    private static final Logger LOG = LoggerFactory.getLogger(RoutedAccess.class);

    private final ContainerAccess here;
    private final Whereabouts whereabouts;
    private final Function<InetSocketAddress, ContainerAccess> relay;

    /**
     * Those of this replica and of the others.
     *
     * @param here this replica's provider's
     * @param relay the way to the containers of the replica whose relay listens there
     */
    public RoutedAccess(
            ContainerAccess here, Whereabouts whereabouts, Function<InetSocketAddress, ContainerAccess> relay) {
        this.here = here;
        this.whereabouts = whereabouts;
        this.relay = relay;
    }

    @Override
    public CompletionStage<Outcome<Source<ByteString, NotUsed>>> logs(PodId pod, String container, LogOptions options) {
        return route(pod, access -> access.logs(pod, container, options));
    }

    @Override
    public CompletionStage<Outcome<Session>> exec(
            PodId pod, String container, List<String> command, Channels channels) {
        return route(pod, access -> access.exec(pod, container, command, channels));
    }

    @Override
    public CompletionStage<Outcome<Session>> attach(PodId pod, String container, Channels channels) {
        return route(pod, access -> access.attach(pod, container, channels));
    }

    @Override
    public CompletionStage<Outcome<Flow<ByteString, ByteString, NotUsed>>> connect(PodId pod, int port) {
        return route(pod, access -> access.connect(pod, port));
    }

    private <T> CompletionStage<Outcome<T>> route(
            PodId pod, Function<ContainerAccess, CompletionStage<Outcome<T>>> call) {
        return whereabouts.of(pod).thenCompose(found -> switch (found) {
            case Outcome.Success<Whereabouts.Place>(Whereabouts.Place.Here()) -> call.apply(here);
            case Outcome.Success<Whereabouts.Place>(Whereabouts.Place.There(var address)) ->
                call.apply(relay.apply(address));
            case Outcome.Failure<Whereabouts.Place>(var failure) ->
                CompletableFuture.completedFuture(Outcome.failed(failure));
        });
    }

    /** Of all replicas that answer: the figures of the others are worth having though one is just dying. */
    @Override
    public CompletionStage<Outcome<List<PodUsage>>> usage() {
        var own = here.usage().toCompletableFuture();
        var others = whereabouts.others().stream()
                .map(address -> relay.apply(address)
                        .usage()
                        .thenApply(outcome -> answered(address, outcome))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(others.toArray(CompletableFuture[]::new))
                .thenCombine(
                        own,
                        (done, outcome) -> outcome.map(mine -> Stream.concat(
                                        mine.stream(), others.stream().flatMap(other -> other.join().stream()))
                                .toList()));
    }

    private static List<PodUsage> answered(InetSocketAddress address, Outcome<List<PodUsage>> outcome) {
        return switch (outcome) {
            case Outcome.Success<List<PodUsage>>(var pods) -> pods;
            case Outcome.Failure<List<PodUsage>>(var failure) -> {
                LOG.warn("What the pods of the replica at {} use is missing: {}", address, failure.message());
                yield List.of();
            }
        };
    }
}
