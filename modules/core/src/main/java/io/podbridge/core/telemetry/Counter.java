package io.podbridge.core.telemetry;

/** What only ever grows while a replica lives. */
public enum Counter {
    /** Calls of the provider that were made; label: the call. */
    PROVIDER_CALLS,
    /** Calls of the provider that failed, for whatever reason; label: the call. */
    PROVIDER_FAILURES,
    /** Calls of the provider that had no answer within their time; label: the call. */
    PROVIDER_OVERDUE,
    /** Calls that were not made because too many were under way or waited; label: the call. */
    PROVIDER_REFUSED,
    /** Writes about pods that the API server answered; label: {@code ok} or {@code refused}. */
    STATUS_WRITES,
    /** Writes about pods without an answer. */
    STATUS_UNANSWERED,
    /** Events that the API server has taken; label: {@code Normal} or {@code Warning}. */
    EVENTS_WRITTEN,
    /** Events that were left out; label: {@code rate}, {@code queue} or {@code refused}. */
    EVENTS_DROPPED,
    /** Conditions of the Node that were written with another status; label: the condition. */
    NODE_FLIPS
}
