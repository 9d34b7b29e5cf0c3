package io.podbridge.core.lifecycle.protocol;

/** A kind of timer of an entity; there is at most one timer of each kind, and setting it again replaces it. */
public enum Timer {
    /** To try again what failed. */
    RETRY,
    /** To tell the API server of a creation that takes long. */
    ANNOUNCE,
    /** To write the status again, or to read the pod again, after a conflict that no observation explained. */
    PUBLISH,
    /** To ask the API server again whether the pod is still there. */
    DOUBT,
    /** To end a pod whose {@code activeDeadlineSeconds} are over. */
    DEADLINE
}
