package io.podbridge.core.telemetry;

/** What takes time. */
public enum Timing {
    /** From making a call of the provider to its answer; label: the call. */
    PROVIDER_CALL,
    /** From sending a write about a pod to its answer. */
    STATUS_WRITE
}
