package io.podbridge.http.kubelet;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podbridge.http.identity.Access;
import io.podbridge.http.identity.Reviews;
import io.podbridge.http.identity.User;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Reviews of a real API server. */
record ClusterReviews(KubernetesClient client) implements Reviews {

    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    @Override
    public CompletionStage<Optional<User>> authenticate(String token) {
        TokenReview review = new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token)
                .endSpec()
                .build();
        return CompletableFuture.supplyAsync(
                        () -> client.tokenReviews().create(review).getStatus(), THREADS)
                .thenApply(status -> Boolean.TRUE.equals(status.getAuthenticated())
                        ? Optional.of(new User(
                                status.getUser().getUsername(),
                                "",
                                status.getUser().getGroups(),
                                Map.of()))
                        : Optional.empty());
    }

    @Override
    public CompletionStage<Boolean> allows(Access access) {
        SubjectAccessReview review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(access.user().name())
                .withGroups(access.user().groups())
                .withNewResourceAttributes()
                .withVerb(access.verb())
                .withVersion("v1")
                .withResource("nodes")
                .withSubresource(access.subresource())
                .withName(access.node())
                .endResourceAttributes()
                .endSpec()
                .build();
        return CompletableFuture.supplyAsync(
                () -> client.authorization()
                        .v1()
                        .subjectAccessReview()
                        .create(review)
                        .getStatus()
                        .getAllowed(),
                THREADS);
    }
}
