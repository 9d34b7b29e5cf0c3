package io.podbridge.core.lifecycle.protocol;

import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import java.time.Duration;
import java.util.Optional;

/** An event in the life of a pod. */
public sealed interface PodEvent {

    /** An event on which the stage of the pod decides; the others are answered alike in every stage. */
    sealed interface ForStage extends PodEvent {}

    /** The answer to an {@link Effect}; only the stage that asked for it makes anything of it. */
    sealed interface Reply extends ForStage {}

    /** The platform's word that nobody asked for. */
    sealed interface News extends ForStage {}

    /** An event that says whose it is, and may be the first of its pod. */
    sealed interface OfPod extends PodEvent {
        /** The pod's identity. */
        PodId id();
    }

    /** The API server shows it like this. May come again, late or out of order. */
    record Observed(Pod pod) implements ForStage, OfPod {
        @Override
        public PodId id() {
            return pod.id();
        }
    }

    /**
     * The API server once showed it like this, and that may be long ago: a message waited somewhere for a shard that
     * had no home, or a list lacks the pod. Nothing follows before the pod was read.
     */
    record Hearsay(Pod pod) implements OfPod {
        @Override
        public PodId id() {
            return pod.id();
        }
    }

    /** The API server has it no more, and that is proven: see {@link Evidence}. */
    record Gone(PodId id) implements ForStage, OfPod {}

    /** A complete list lacks the pod, or holds another version than its entity knows: worth a read, and no more. */
    record Doubted() implements PodEvent {}

    /** The answer to the {@link Effect.Read}, authoritative: the API server holds it like this. */
    record Answered(Pod pod) implements PodEvent {}

    /** The answer to the {@link Effect.Read}: the API server itself says that it does not have the pod. */
    record NotThere(PodId id) implements PodEvent {}

    /** The API server did not answer the {@link Effect.Read}. */
    record ReadFailed(String message) implements Reply {}

    /** The platform was asked: it has the pod, or surely has not. */
    record Located(Optional<PodReport> report) implements Reply {}

    /** The platform was asked, and it is not sure. */
    record LocateFailed(ProviderFailure failure) implements Reply {}

    /** The pod was made, or adopted. {@code ignored} names the fields that the platform does not act on, "" if none. */
    record Created(PodReport report, String ignored) implements Reply {}

    /** The pod was not made, or that is not known; the failure says which. */
    record CreateFailed(ProviderFailure failure) implements Reply {}

    /** What runs follows the changed pod. */
    record Updated(PodReport report) implements Reply {}

    /** What runs does not follow the changed pod, or that is not known. */
    record UpdateFailed(ProviderFailure failure) implements Reply {}

    /** The platform says what the pod does now. */
    record Reported(PodReport report) implements News, OfPod {
        @Override
        public PodId id() {
            return report.id();
        }
    }

    /** The platform surely has it no more, though nobody deleted it through us. */
    record Vanished(PodId id) implements News, OfPod {}

    /** The replica that held its containers is dead, and they with it. */
    record ReplicaLost(PodId id, String replica) implements News, OfPod {}

    /** Nothing of it is left on the platform; the last report, if it is known. */
    record Deleted(Optional<PodReport> report) implements Reply {}

    /** The pod could not be deleted, or that is not known. */
    record DeleteFailed(ProviderFailure failure) implements Reply {}

    /** The status was written; the pod's new version. */
    record StatusWritten(String resourceVersion) implements PodEvent {}

    /** The status was not written. */
    record StatusRefused(Refusal refusal, String message, Optional<Duration> retryAfter) implements PodEvent {}

    /** The API object is gone, by our hand or another's. */
    record ObjectRemoved() implements Reply {}

    /** The API object could not be removed. */
    record ObjectNotRemoved(Refusal refusal, String message, Optional<Duration> retryAfter) implements Reply {}

    /** A timer has run down. */
    record Due(Timer timer) implements ForStage {}

    /** Why the API server did not take a write. */
    enum Refusal {
        /** The pod has another version by now, or another UID. */
        CONFLICT,
        /** There is no such pod. */
        NOT_FOUND,
        /** The API server will never take this one. */
        INVALID,
        /** The API server did not answer, or not now. */
        UNAVAILABLE
    }
}
