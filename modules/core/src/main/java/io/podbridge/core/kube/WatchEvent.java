package io.podbridge.core.kube;

import io.podbridge.core.pod.Pod;

/** A line of a watch. */
sealed interface WatchEvent {

    /** A pod was made or changed. */
    record Changed(Pod pod, String node) implements WatchEvent {}

    /** A pod is gone; this is how it last was. */
    record Deleted(Pod pod, String node) implements WatchEvent {}

    /** Nothing older will come. */
    record Bookmark(String resourceVersion) implements WatchEvent {}

    /** The server ends the watch, and says why. */
    record Failure(ServerStatus status) implements WatchEvent {}

    /** A type that this version does not know. */
    record Unknown(String type) implements WatchEvent {}

    /** No event of pods: something else writes this stream. */
    record Foreign() implements WatchEvent {}
}
