package io.podbridge.core.streams;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * A provider's way into running containers. Methods return at once and may be called from any thread. A pod or
 * container that is not there is {@code ProviderFailure.Rejected}, as is what the platform cannot do at all, by name.
 *
 * <p>Streams keep back-pressure: nobody may buffer more than a bounded number of bytes, and whoever is cancelled or
 * closed lets go of everything that belongs to the stream.
 */
public interface ContainerAccess {

    /** The container's log, oldest line first; with {@code follow} it ends when the container does. */
    CompletionStage<Outcome<Source<ByteString, NotUsed>>> logs(PodId pod, String container, LogOptions options);

    /** Runs a command beside the container's own process; it is killed when the session is closed. */
    CompletionStage<Outcome<Session>> exec(PodId pod, String container, List<String> command, Channels channels);

    /** Joins the container's own process; closing the session leaves that running. */
    CompletionStage<Outcome<Session>> attach(PodId pod, String container, Channels channels);

    /** One connection to a TCP port of the pod; completing a side half-closes it. */
    CompletionStage<Outcome<Flow<ByteString, ByteString, NotUsed>>> connect(PodId pod, int port);

    /** What each pod of this provider uses, as far as this replica can tell. */
    CompletionStage<Outcome<List<PodUsage>>> usage();
}
