package io.podbridge.core.pod;

import java.time.Instant;
import java.util.Optional;

/** A condition of a pod's status. Reason and message are "" if there is nothing to say. */
public record Condition(String type, boolean status, String reason, String message, Optional<Instant> lastTransition) {}
