package io.podbridge.core.pod;

import java.util.Optional;

/**
 * All that is known of one pod: who it is, the stage of its life, and what is under way between its status and the API
 * server, both ways. The one value that an entity holds; made anew of the two stores whenever it is lost.
 */
public record PodState(Optional<PodId> identity, Stage stage, Publication publication, Inquiry inquiry) {

    /** Nothing has been seen yet. */
    public static PodState initial() {
        return new PodState(Optional.empty(), new Unknown(), Publication.idle(), Inquiry.none());
    }

    /**
     * Who it is. Known as soon as an event said so, and every effect but {@link Effect.Passivate} comes after one.
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
        return stage.known();
    }

    /** The last report of the platform, if there is one in this stage. */
    public Optional<PodReport> report() {
        return stage.lastReport();
    }

    /** Whether nothing has been seen of the pod, or all was forgotten. */
    public boolean unknown() {
        return stage instanceof Unknown;
    }

    /** Whether the API object is gone, or its removal was asked for, and nothing is left to be made of the pod. */
    public boolean concluded() {
        return stage.concluded();
    }
}
