package io.podbridge.core.pod;

import java.time.Duration;
import java.util.Optional;

/** Why a call of a platform did not work, in the words that the user will read, and whether trying again can help. */
public sealed interface ProviderFailure {

    /** A CamelCase word for the container's waiting reason and the event: {@code ErrImagePull}. */
    String reason();

    /** A sentence for a person: what, where, what to do. */
    String message();

    /** The pod as it is can never run here. Not tried again until it is changed. */
    record Invalid(String reason, String message) implements ProviderFailure {}

    /** Refused for now (quota, missing image or ConfigMap, bad credentials): surely nothing was made. Tried again. */
    record Rejected(String reason, String message, Optional<Duration> retryAfter) implements ProviderFailure {}

    /** No answer, or none that tells: the call may or may not have had its effect. Tried again, after a look. */
    record Unavailable(String reason, String message, Optional<Duration> retryAfter) implements ProviderFailure {}
}
