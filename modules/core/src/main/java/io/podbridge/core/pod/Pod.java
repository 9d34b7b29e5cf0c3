package io.podbridge.core.pod;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod as the API server last showed it.
 *
 * @param id who it is
 * @param resourceVersion its version in the API server; the fence of every write about it
 * @param generation {@code metadata.generation}; 0 where the API server does not count
 * @param labels its labels
 * @param annotations its annotations
 * @param deletion present once somebody asked for its deletion
 * @param spec what should run
 * @param status what the API server believes runs; written by a replica, or by nobody yet
 * @param manifest the whole object
 */
public record Pod(
        PodId id,
        String resourceVersion,
        long generation,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<Deletion> deletion,
        PodSpec spec,
        PodStatus status,
        Manifest manifest) {
    /** The {@code metadata.generation} of a pod whose spec was never changed. */
    public static final long FIRST_GENERATION = 1;

    /** Whether the API server's status shows that a container of this pod has ever been started. */
    public boolean everStarted() {
        return status.phase() != Phase.PENDING
                || Stream.concat(status.initContainers().stream(), status.containers().stream())
                        .anyMatch(container -> container.started() || container.restartCount() > 0);
    }

    /** Whether its spec was changed since it was made, where the API server counts. */
    public boolean changed() {
        return generation > FIRST_GENERATION;
    }

    /**
     * When {@code activeDeadlineSeconds} are over: counted from the start time, which survives a fail-over. A pod that
     * only waits for the end of its sidecars has kept its deadline, and has none any more.
     */
    public Optional<Instant> deadline() {
        return spec.activeDeadline()
                .filter(duration -> !PodReport.known(this).over(spec))
                .flatMap(duration -> status.startTime().map(start -> start.plus(duration)));
    }

    /** Whether the deadline is over. */
    public boolean overdue(Instant now) {
        return deadline().filter(at -> !now.isBefore(at)).isPresent();
    }

    /** Whether somebody asked for its deletion. */
    public boolean deleting() {
        return deletion.isPresent();
    }

    /**
     * Whether its end is written and its removal ordered, so that the API server will let go of it by itself:
     * somebody's finalizer holds it.
     */
    public boolean concluded() {
        return status.phase().terminal() && released();
    }

    /**
     * Whether its removal is ordered, and a finalizer is all that the API server waits for. An object without one that
     * is still there was not removed: an API server that gives up a slow request has written only the grace of 0.
     */
    public boolean released() {
        return deletion.filter(asked -> asked.grace().isZero() && asked.held()).isPresent();
    }

    /** Whether both ask the same of a platform: one that refused the first would refuse the other. */
    public boolean asksTheSame(Pod other) {
        return spec.equals(other.spec) && labels.equals(other.labels) && annotations.equals(other.annotations);
    }

    /** The same pod with another spec. */
    public Pod with(PodSpec other) {
        return new Pod(id, resourceVersion, generation, labels, annotations, deletion, other, status, manifest);
    }

    /** The same pod after a write of its status. */
    public Pod written(String newVersion, PodStatus newStatus) {
        return new Pod(id, newVersion, generation, labels, annotations, deletion, spec, newStatus, manifest);
    }
}
