package io.podbridge.core.lifecycle.protocol;

/** The source of the word that the API server does not have a pod. */
public enum Absence {
    /** A watch told of the deletion, with the object that was deleted. */
    DELETED_EVENT,
    /** A complete list of the node's pods does not have it. */
    UNLISTED,
    /** The API server answered a write of the pod's status with its own "not found". */
    STATUS_WRITE,
    /** The API server answered a read of the pod, from its store, with its own "not found". */
    READ,
    /** As {@link #READ}, and the feed, which sees all of the node's pods, allows that it is acted on. */
    READ_AND_CONFIRMED
}
