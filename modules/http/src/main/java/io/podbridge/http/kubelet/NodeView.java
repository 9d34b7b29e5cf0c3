package io.podbridge.http.kubelet;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.core.streams.PodUsage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The whole node, whichever replica asks. Methods return at once and may be called from any thread. */
public interface NodeView {

    /** A pod and the way to its containers, wherever they are. */
    record Located(Pod pod, ContainerAccess access) {}

    String nodeName();

    /** When the node's first container could have used anything: from then its processor time counts. */
    CompletionStage<Instant> startedAt();

    CompletionStage<Optional<Located>> find(String namespace, String name);

    /** Every pod that is bound to the node. */
    CompletionStage<List<Pod>> pods();

    /** Those of which a container runs. */
    CompletionStage<List<Pod>> running();

    /** What all of them use. */
    CompletionStage<Outcome<List<PodUsage>>> usage();

    /** The node's configuration without secrets, a JSON object, for {@code /configz}. */
    String configuration();
}
