package io.podbridge.core.pod;

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

    /** Whether the API server's status shows that a container of this pod has ever been started. */
    public boolean everStarted() {
        return status.phase() != Phase.PENDING
                || Stream.concat(status.initContainers().stream(), status.containers().stream())
                        .anyMatch(container -> Reports.started(container) || container.restartCount() > 0);
    }

    /** Whether somebody asked for its deletion. */
    public boolean deleting() {
        return deletion.isPresent();
    }

    /**
     * Whether its end is written and its removal ordered, so that the API server will let go of it by itself:
     * somebody's finalizer holds it.
     */
    boolean concluded() {
        return status.phase().terminal() && released();
    }

    /** Whether its removal is ordered: the API server lets go of it when nobody's finalizer holds it any more. */
    boolean released() {
        return deletion.filter(asked -> asked.grace().isZero()).isPresent();
    }

    /** The same pod with another spec. */
    Pod with(PodSpec other) {
        return new Pod(id, resourceVersion, generation, labels, annotations, deletion, other, status, manifest);
    }

    /** The same pod after a write of its status. */
    Pod written(String newVersion, PodStatus newStatus) {
        return new Pod(id, newVersion, generation, labels, annotations, deletion, spec, newStatus, manifest);
    }
}
