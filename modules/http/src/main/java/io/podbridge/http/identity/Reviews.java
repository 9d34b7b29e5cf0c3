package io.podbridge.http.identity;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the API server knows of those who come. Questions fail if it cannot be asked; none is repeated here. They return
 * at once and may be called from any thread.
 */
public interface Reviews {

    /** A TokenReview: whose token it is; empty if nobody's. */
    CompletionStage<Optional<User>> authenticate(String token);

    /** A SubjectAccessReview. */
    CompletionStage<Boolean> allows(Access access);

    /**
     * Who signs client certificates, PEM, as it tells the servers behind it; empty if it does not (Kubernetes
     * documentation, "Configure the Aggregation Layer": ConfigMap {@code extension-apiserver-authentication}).
     */
    CompletionStage<Optional<String>> clientAuthority();
}
