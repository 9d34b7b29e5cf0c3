package io.podbridge.http.identity;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The API server's judgement. Both fail if it cannot be asked; neither is repeated here. They return at once and may be
 * called from any thread.
 */
public interface Reviews {

    /** A TokenReview: whose token it is; empty if nobody's. */
    CompletionStage<Optional<User>> authenticate(String token);

    /** A SubjectAccessReview. */
    CompletionStage<Boolean> allows(Access access);
}
