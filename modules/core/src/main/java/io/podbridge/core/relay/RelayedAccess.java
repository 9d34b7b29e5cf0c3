package io.podbridge.core.relay;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.ProviderFailure.Unavailable;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.core.streams.LogOptions;
import io.podbridge.core.streams.PodUsage;
import io.podbridge.core.streams.Session;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * The containers of another replica. If that replica or the way to it breaks, streams fail and sessions end with
 * {@code Failed}: never in silence, never as if all was said.
 */
public final class RelayedAccess implements ContainerAccess {
    private final ActorSystem system;
    private final RelayTransport transport;
    private final InetSocketAddress replica;

    /** Those of the replica whose {@link RelayServer} listens there. */
    public RelayedAccess(ActorSystem system, RelayTransport transport, InetSocketAddress replica) {
        this.system = system;
        this.transport = transport;
        this.replica = replica;
    }

    @Override
    public CompletionStage<Outcome<Source<ByteString, NotUsed>>> logs(PodId pod, String container, LogOptions options) {
        return ask(RelayRequest.logs(pod, container, options), (ask, answer) -> Outcome.of(ask.output()));
    }

    @Override
    public CompletionStage<Outcome<Session>> exec(
            PodId pod, String container, List<String> command, Channels channels) {
        return ask(
                RelayRequest.exec(pod, container, command, channels),
                (ask, answer) -> Outcome.of(ask.session(channels)));
    }

    @Override
    public CompletionStage<Outcome<Session>> attach(PodId pod, String container, Channels channels) {
        return ask(RelayRequest.attach(pod, container, channels), (ask, answer) -> Outcome.of(ask.session(channels)));
    }

    @Override
    public CompletionStage<Outcome<Flow<ByteString, ByteString, NotUsed>>> connect(PodId pod, int port) {
        return ask(RelayRequest.connect(pod, port), (ask, answer) -> Outcome.of(ask.flow()));
    }

    @Override
    public CompletionStage<Outcome<List<PodUsage>>> usage() {
        return ask(RelayRequest.usage(), (ask, answer) -> {
            ask.close();
            return RelayCodec.read(answer, RelayCodec.Usage.class)
                    .map(usage -> Outcome.of(usage.pods()))
                    .orElseGet(() -> Outcome.failed(new Unavailable(
                            "ReplicaUnreachable", "the answer of " + replica + " cannot be read", Optional.empty())));
        });
    }

    private <T> CompletionStage<Outcome<T>> ask(RelayRequest request, BiFunction<Ask, ByteString, Outcome<T>> then) {
        var ask = new Ask(system, transport.to(replica), request);
        return ask.answer().thenApply(outcome -> switch (outcome) {
            case Outcome.Success<ByteString>(var answer) -> then.apply(ask, answer);
            case Outcome.Failure<ByteString>(var failure) -> Outcome.failed(failure);
        });
    }
}
