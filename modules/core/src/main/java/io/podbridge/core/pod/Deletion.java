package io.podbridge.core.pod;

import java.time.Duration;
import java.time.Instant;

/**
 * The deletion that was asked for.
 *
 * @param at {@code metadata.deletionTimestamp}: when the grace period is over (not when it was asked for)
 * @param grace {@code metadata.deletionGracePeriodSeconds}, 0 or more; a later request may shorten it
 */
public record Deletion(Instant at, Duration grace) {}
