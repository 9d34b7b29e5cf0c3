package io.podbridge.core.relay;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Which replica reaches a pod's containers. */
public interface Whereabouts {

    /** Where they are; a failure if no replica has them, or if that is not known. */
    CompletionStage<Outcome<Place>> of(PodId pod);

    /** The relays of the other replicas that are there now and may have pods. */
    List<InetSocketAddress> others();

    /** A replica, seen from this one. */
    sealed interface Place {
        /** This one, or any. */
        record Here() implements Place {}

        /** The one whose relay listens there. */
        record There(InetSocketAddress relay) implements Place {}
    }

    /** For platforms that every replica reaches. */
    static Whereabouts everywhere() {
        return new Whereabouts() {
            @Override
            public CompletionStage<Outcome<Place>> of(PodId pod) {
                return CompletableFuture.completedFuture(Outcome.of(new Place.Here()));
            }

            @Override
            public List<InetSocketAddress> others() {
                return List.of();
            }
        };
    }
}
