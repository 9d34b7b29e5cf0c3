package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.publication.Inquiry;
import io.podbridge.core.lifecycle.publication.Publication;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of one pod's life: who the pod is, what is known of it, the stage of its life, and what is under way
 * between its status and the API server, both ways. The one value that an entity holds; made anew of the two stores
 * whenever it is lost.
 */
public record PodState(Optional<PodId> identity, Known known, Stage stage, Publication publication, Inquiry inquiry) {

    /** The state of a pod of which nothing has been seen yet. */
    public static PodState initial() {
        return new PodState(Optional.empty(), Known.nothing(), new Unknown(), Publication.idle(), Inquiry.none());
    }

    /**
     * The pod's identity. Known as soon as an event said so, and every effect but {@code Passivate} comes after one.
     *
     * @throws IllegalStateException if nothing has been seen yet
     */
    public PodId id() {
        return identity.orElseThrow(() -> new IllegalStateException("nothing has been seen of this pod"));
    }

    /** The stage's name for people, logs and metrics: {@code Running}. */
    public String name() {
        return stage.getClass().getSimpleName();
    }

    /** The pod as the API server is known to hold it; empty before it was seen and after it is gone. */
    public Optional<Pod> pod() {
        return known.seen();
    }

    /** Whether nothing has been seen of the pod, or all was forgotten. */
    public boolean unknown() {
        return stage instanceof Unknown;
    }

    /** Whether the API object is gone, or its removal was asked for, and nothing is left to be made of the pod. */
    public boolean concluded() {
        return stage instanceof Stage.Concluded;
    }

    /**
     * Whether the API server may be asked for the pod: it is known to have it, or asking is what the stage is about.
     */
    boolean mayBeAsked() {
        return known.seen().isPresent() || asks();
    }

    /** Whether the stage waits for the API server's answer, which counts even if it shows nothing new. */
    boolean asks() {
        return stage instanceof Confirming;
    }

    /** Whether {@code Timer.RETRY} is set: for a failure that is being waited out, or until the pod is forgotten. */
    boolean waits() {
        return known.waiting()
                || stage instanceof Ended
                || (stage instanceof Finished(var ending, var written) && written);
    }

    /** Whether the API server is not told of the pod until {@code Timer.ANNOUNCE}. */
    boolean silent() {
        return stage instanceof Stage.Announced && !known.history().announced();
    }

    /** When {@code activeDeadlineSeconds} are over, where that ends the stage. */
    Optional<Instant> deadline() {
        return stage instanceof Stage.Limited ? known.deadline() : Optional.empty();
    }

    PodState after(Step step) {
        return new PodState(identity, step.known(), step.next(), publication, inquiry);
    }

    PodState with(Known other) {
        return new PodState(identity, other, stage, publication, inquiry);
    }

    PodState with(Publication other) {
        return new PodState(identity, known, stage, other, inquiry);
    }

    PodState with(Inquiry other) {
        return new PodState(identity, known, stage, publication, other);
    }

    PodState of(Optional<PodId> who) {
        return new PodState(identity.or(() -> who), known, stage, publication, inquiry);
    }
}
