package io.podbridge.core.telemetry;

/** What goes up and down. */
public enum Gauge {
    /** Calls of the provider that have not ended, overdue ones included; label: the lane. */
    PROVIDER_UNDER_WAY,
    /** Calls of the provider that have not ended though nobody waits for them any more; label: the lane. */
    PROVIDER_OVERDUE,
    /** Writes about pods that wait for their turn. */
    STATUS_WAITING,
    /** Events that wait for their turn. */
    EVENTS_WAITING,
    /** How a part is: 0 well, 1 degraded, 2 failed; label: the part. */
    HEALTH
}
