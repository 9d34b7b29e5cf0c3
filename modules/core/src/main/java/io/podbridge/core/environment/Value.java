package io.podbridge.core.environment;

import io.podbridge.core.pod.ProviderFailure;
import java.util.Optional;

/** What a variable's source comes to. */
sealed interface Value {
    /** The reason in the pod's status, as the kubelet gives it. */
    String REASON = "CreateContainerConfigError";

    /** Its text. */
    record Text(String text) implements Value {}

    /** It is optional, and not there: the variable is left as it was. */
    record Absent() implements Value {}

    /** It is wanted, and cannot be had. */
    record Failed(ProviderFailure failure) implements Value {}

    /** Cannot be had now; it may appear later. */
    static Value missing(String message) {
        return new Failed(new ProviderFailure.Rejected(REASON, message, Optional.empty()));
    }

    /** Can never be had. */
    static Value impossible(String message) {
        return new Failed(new ProviderFailure.Invalid(REASON, message));
    }
}
