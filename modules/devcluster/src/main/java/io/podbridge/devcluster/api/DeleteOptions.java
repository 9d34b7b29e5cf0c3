package io.podbridge.devcluster.api;

import java.util.Optional;

/**
 * What accompanies a deletion.
 *
 * @param graceSeconds absent for the object's own
 * @param uid precondition; a failed one is a conflict
 * @param resourceVersion precondition
 * @param propagation {@code Background} if absent
 */
public record DeleteOptions(
        Optional<Long> graceSeconds,
        Optional<String> uid,
        Optional<String> resourceVersion,
        Optional<Propagation> propagation,
        boolean dryRun) {

    /** What becomes of the objects that the deleted one owns. */
    public enum Propagation {
        ORPHAN,
        BACKGROUND,
        FOREGROUND
    }

    public static final DeleteOptions DEFAULT =
            new DeleteOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
}
