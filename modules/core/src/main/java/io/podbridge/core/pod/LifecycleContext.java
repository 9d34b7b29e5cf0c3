package io.podbridge.core.pod;

import java.time.Instant;

/**
 * What a decision may depend on besides the state and the event.
 *
 * @param now the time
 * @param jitter 0 (inclusive) to 1 (exclusive), drawn anew for each decision
 * @param settings the tunables
 */
public record LifecycleContext(Instant now, double jitter, LifecycleSettings settings) {}
