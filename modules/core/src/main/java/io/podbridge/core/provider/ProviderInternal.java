package io.podbridge.core.provider;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import java.time.Duration;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/** What the {@link ProviderActor} tells itself. */
sealed interface ProviderInternal extends ProviderCommand.Internal {

    /** A call about a pod has its answer; it goes to the entity that asked. */
    record Answered(PodId id, PodEvent event, ActorRef<PodEvent> replyTo) implements ProviderInternal {}

    /** The provider's own future of a create has ended, late or not. */
    record CreateEnded(PodId id) implements ProviderInternal {}

    /** The platform pushed a change. */
    record Pushed(PodReport report) implements ProviderInternal {}

    /** It is time to ask the platform for the state of all pods. */
    record Poll() implements ProviderInternal {}

    /** It is time to see whether orders that wait may be carried out. */
    record Reconsider() implements ProviderInternal {}

    /** The platform answered the poll. */
    record Polled(Outcome<Map<String, PodReport>> outcome) implements ProviderInternal {}

    /** Other replicas came or went. */
    record Peers(Receptionist.Listing listing) implements ProviderInternal {}

    /** A member came, or has another status; the peers know by now. */
    record MemberSeen() implements ProviderInternal {}

    /** Tell this again after a while. */
    record Later(Duration delay, ProviderInternal then) implements ProviderInternal {}

    /** A member is gone for good, and its processes with it. */
    record ReplicaGone(String replica) implements ProviderInternal {}
}
