package io.podbridge.core.pod;

import java.time.Duration;
import java.util.Optional;

/** What happens to a pod. */
public sealed interface PodEvent {

    /** The API server shows it like this. May come again, late or out of order. */
    record Observed(Pod pod) implements PodEvent {}

    /**
     * The API server once showed it like this, and that may be long ago: a message waited somewhere for a shard that
     * had no home, or a list lacks the pod. Nothing follows before the pod was read.
     */
    record Hearsay(Pod pod) implements PodEvent {}

    /** The API server has it no more, and that is proven: see {@link Evidence}. */
    record Gone(PodId id) implements PodEvent {}

    /** A complete list lacks the pod, or holds another version than its entity knows: worth a read, and no more. */
    record Doubted() implements PodEvent {}

    /** The answer to the {@link Effect.Read}, authoritative: the API server holds it like this. */
    record Answered(Pod pod) implements PodEvent {}

    /** The answer to the {@link Effect.Read}: the API server itself says that it does not have the pod. */
    record NotThere(PodId id) implements PodEvent {}

    /** The API server did not answer the {@link Effect.Read}. */
    record ReadFailed(String message) implements PodEvent {}

    /** The platform was asked: it has the pod, or surely has not. */
    record Located(Optional<PodReport> report) implements PodEvent {}

    /** The platform was asked, and it is not sure. */
    record LocateFailed(ProviderFailure failure) implements PodEvent {}

    /** It was made, or adopted. {@code ignored} names the fields that the platform does not act on, "" if none. */
    record Created(PodReport report, String ignored) implements PodEvent {}

    /** It was not made, or that is not known; the failure says which. */
    record CreateFailed(ProviderFailure failure) implements PodEvent {}

    /** What runs follows the changed pod. */
    record Updated(PodReport report) implements PodEvent {}

    /** It does not. */
    record UpdateFailed(ProviderFailure failure) implements PodEvent {}

    /** The platform says what it does now. */
    record Reported(PodReport report) implements PodEvent {}

    /** The platform surely has it no more, though nobody deleted it through us. */
    record Vanished(PodId id) implements PodEvent {}

    /** The replica that held its containers is dead, and they with it. */
    record ReplicaLost(PodId id, String replica) implements PodEvent {}

    /** Nothing of it is left on the platform; the last report, if it is known. */
    record Deleted(Optional<PodReport> report) implements PodEvent {}

    /** It could not be deleted, or that is not known. */
    record DeleteFailed(ProviderFailure failure) implements PodEvent {}

    /** The status was written; the pod's new version. */
    record StatusWritten(String resourceVersion) implements PodEvent {}

    /** The status was not written. */
    record StatusRefused(Refusal refusal, String message, Optional<Duration> retryAfter) implements PodEvent {}

    /** The API object is gone, by our hand or another's. */
    record ObjectRemoved() implements PodEvent {}

    /** The API object could not be removed. */
    record ObjectNotRemoved(Refusal refusal, String message, Optional<Duration> retryAfter) implements PodEvent {}

    /** A timer has run down. */
    record Due(Timer timer) implements PodEvent {}

    /** Why the API server did not take a write. */
    enum Refusal {
        /** The pod has another version by now, or another UID. */
        CONFLICT,
        /** There is no such pod. */
        NOT_FOUND,
        /** It will never take this one. */
        INVALID,
        /** It did not answer, or not now. */
        UNAVAILABLE
    }
}
