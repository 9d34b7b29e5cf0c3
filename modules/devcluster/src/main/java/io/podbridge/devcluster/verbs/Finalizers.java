package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.DeleteOptions.Propagation;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What keeps a deleted object ({@code deletionFinalizersForGarbageCollection}, {@code ShouldDeleteDuringUpdate}). */
final class Finalizers {
    private static final String ORPHAN = "orphan";
    private static final String FOREGROUND = "foregroundDeletion";

    private Finalizers() {}

    /** Whether a write took the last finalizer of an object that only waits for that. */
    static boolean lastGone(ResourceType type, ObjectNode before, ObjectNode after) {
        Metadata was = Metadata.of(before);
        return Metadata.of(after).finalizers().isEmpty()
                && was.deleting()
                && was.graceSeconds().orElse(0) == 0
                && (!Kinds.namespaces(type) || Namespaces.emptied(after));
    }

    /** The finalizers with which an object is deleted: those of the garbage collector as the request wants them. */
    static List<String> forDeletion(ResourceType type, List<String> present, DeleteOptions options) {
        List<String> finalizers = new ArrayList<>(present);
        finalizers.removeAll(List.of(ORPHAN, FOREGROUND));
        switch (propagation(type, present, options)) {
            case ORPHAN -> finalizers.add(ORPHAN);
            case FOREGROUND -> finalizers.add(FOREGROUND);
            case BACKGROUND -> {}
        }
        return finalizers;
    }

    private static Propagation propagation(ResourceType type, List<String> present, DeleteOptions options) {
        if (!Kinds.collected(type)) {
            return Propagation.BACKGROUND;
        }
        return options.propagation().orElseGet(() -> {
            if (present.contains(ORPHAN)) {
                return Propagation.ORPHAN;
            }
            if (present.contains(FOREGROUND)) {
                return Propagation.FOREGROUND;
            }
            return Kinds.orphansByDefault(type) ? Propagation.ORPHAN : Propagation.BACKGROUND;
        });
    }
}
