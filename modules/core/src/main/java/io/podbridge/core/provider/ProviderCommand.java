package io.podbridge.core.provider;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What a replica's {@link ProviderActor} is told. */
public sealed interface ProviderCommand {

    /** Does the platform have the pod? Answer: Located or LocateFailed. From then on its changes are reported. */
    record Locate(PodId id, ActorRef<PodEvent> replyTo) implements ProviderCommand {}

    /** What changes the platform, and so needs a mandate. */
    sealed interface Order extends ProviderCommand {
        /** Of which pod. */
        PodId id();
    }

    /** Make or adopt the pod. Answer: Created or CreateFailed. From then on its changes are reported. */
    record Create(Pod pod, Map<String, Integer> restarts, ActorRef<PodEvent> replyTo) implements Order {
        @Override
        public PodId id() {
            return pod.id();
        }
    }

    /** Bring what runs in line with the pod. Answer: Updated or UpdateFailed. */
    record Update(Pod pod, Map<String, Integer> restarts, ActorRef<PodEvent> replyTo) implements Order {
        @Override
        public PodId id() {
            return pod.id();
        }
    }

    /** Stop and release the pod, whichever replica holds it. Answer: Deleted or DeleteFailed. */
    record Delete(PodId id, Duration grace, ActorRef<PodEvent> replyTo) implements Order {}

    /** This entity is no longer interested in the pod. */
    record LetGo(String uid, ActorRef<PodEvent> entity) implements ProviderCommand {}

    /** Which replica has the pod? Answer: the report of who has it, which says so. */
    record Find(PodId id, ActorRef<Looked> replyTo) implements ProviderCommand {}

    /** How is the platform? */
    record CheckHealth(ActorRef<HealthAnswer> replyTo) implements ProviderCommand {}

    /** The answer to {@link CheckHealth}. */
    record HealthAnswer(Outcome<Health> outcome) {}

    /** What one replica's provider actor asks another's, where containers are replica-local. */
    sealed interface FromPeer extends ProviderCommand, Wire {}

    /** Do you have it? */
    record LookHere(PodId id, ActorRef<Looked> replyTo) implements FromPeer {}

    /** Stop and release it, if you have it. */
    record DeleteHere(PodId id, Duration grace, ActorRef<DeletedHere> replyTo) implements FromPeer {}

    /** What do these do now? Answer: those of them that you hold. */
    record StatusHere(Set<String> uids, ActorRef<Listed> replyTo) implements FromPeer {}

    /** All you hold, please; also asked by the sweep of the replica itself. */
    record ListHere(ActorRef<Listed> replyTo) implements FromPeer {}

    /** The answers among peers. */
    sealed interface PeerAnswer extends Wire {}

    /** One replica's answer: it has it, surely has not, or is not sure. */
    record Looked(Optional<PodReport> report, Optional<String> unsure) implements PeerAnswer {}

    /** One replica's answer: nothing of it is left there (with the last report, if it was there), or why not. */
    record DeletedHere(Optional<PodReport> report, Optional<String> problem) implements PeerAnswer {}

    /** One replica's list, or why there is none. */
    record Listed(List<PodReport> pods, Optional<String> problem) implements PeerAnswer {}

    /** What the actor tells itself. */
    sealed interface Internal extends ProviderCommand permits ProviderInternal {}
}
