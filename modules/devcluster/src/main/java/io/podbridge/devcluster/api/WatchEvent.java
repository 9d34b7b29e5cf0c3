package io.podbridge.devcluster.api;

import tools.jackson.databind.node.ObjectNode;

/** One event of a watch. */
public sealed interface WatchEvent {
    /** An object came into sight, changed, or left it (deleted, or no longer selected). */
    record Change(Type type, StoredObject object) implements WatchEvent {}

    /**
     * Nothing changed up to this resourceVersion.
     *
     * @param endOfInitialEvents whether all initial events were sent before it
     */
    record Bookmark(long resourceVersion, boolean endOfInitialEvents) implements WatchEvent {}

    /** The watch cannot go on, for example 410 Expired; nothing follows. */
    record Failure(ObjectNode status) implements WatchEvent {}

    /** As on the wire. */
    enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}
