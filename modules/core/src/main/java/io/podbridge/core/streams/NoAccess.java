package io.podbridge.core.streams;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.ProviderFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Of a platform that has no way into its containers: says so by name.
 *
 * @param provider the provider's name
 */
public record NoAccess(String provider) implements ContainerAccess {

    @Override
    public CompletionStage<Outcome<Source<ByteString, NotUsed>>> logs(PodId pod, String container, LogOptions options) {
        return no("logs");
    }

    @Override
    public CompletionStage<Outcome<Session>> exec(
            PodId pod, String container, List<String> command, Channels channels) {
        return no("exec");
    }

    @Override
    public CompletionStage<Outcome<Session>> attach(PodId pod, String container, Channels channels) {
        return no("attach");
    }

    @Override
    public CompletionStage<Outcome<Flow<ByteString, ByteString, NotUsed>>> connect(PodId pod, int port) {
        return no("port-forward");
    }

    @Override
    public CompletionStage<Outcome<List<PodUsage>>> usage() {
        return no("usage");
    }

    private <T> CompletionStage<Outcome<T>> no(String what) {
        return CompletableFuture.completedStage(Outcome.failed(new ProviderFailure.Rejected(
                "NotSupported", "provider " + provider + " has no " + what, Optional.empty())));
    }
}
