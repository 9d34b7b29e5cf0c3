package io.podbridge.core.health;

/** How a part is. */
public enum PartState {
    /** It does what it is for. */
    OK,
    /** It does so less well, or it may recover by itself. */
    DEGRADED,
    /** It does not. */
    FAILED
}
