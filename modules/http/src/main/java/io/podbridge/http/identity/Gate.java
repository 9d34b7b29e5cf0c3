package io.podbridge.http.identity;

import io.podbridge.core.kubelet.AccessSettings;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authentication and authorization of the kubelet: client certificate, then bearer token; then a review of what is
 * asked for. Answers are believed as long as the kubelet believes them. For any thread.
 */
public final class Gate {

    /** What comes of a request. */
    public sealed interface Decision {
        /** It may go on. */
        record Allowed(User user) implements Decision {}

        /**
         * It may not.
         *
         * @param status 401, 403, or 500 if the API server could not be asked
         */
        record Refused(int status, String text) implements Decision {}
    }

    /**
     * What a client shows.
     *
     * @param certificates as in TLS, its own first; empty if none
     * @param token of the header {@code Authorization: Bearer}
     */
    public record Credentials(List<X509Certificate> certificates, Optional<String> token) {}

    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    /** {@code authentication.webhook.cacheTTL} of the kubelet. */
    private static final Duration TOKEN = Duration.ofMinutes(2);

    /** {@code authorization.webhook.cacheAuthorizedTTL}. */
    private static final Duration ALLOWED = Duration.ofMinutes(5);

    /** {@code authorization.webhook.cacheUnauthorizedTTL}. */
    private static final Duration DENIED = Duration.ofSeconds(30);

    private static final int MOST_ENTRIES = 4096;
    private static final Decision UNAUTHORIZED = new Decision.Refused(401, "Unauthorized");

    private final String node;
    private final AccessSettings settings;
    private final ClientCertificates certificates;
    private final Reviews reviews;
    private final ReviewCache<String, Optional<User>> tokens;
    private final ReviewCache<Access, Boolean> accesses;

    public Gate(
            String node,
            AccessSettings settings,
            ClientCertificates certificates,
            Reviews reviews,
            InstantSource clock) {
        this.node = node;
        this.settings = settings;
        this.certificates = certificates;
        this.reviews = reviews;
        this.tokens = new ReviewCache<>(MOST_ENTRIES, clock, user -> TOKEN);
        this.accesses = new ReviewCache<>(MOST_ENTRIES, clock, allowed -> allowed ? ALLOWED : DENIED);
        settings.warnings().forEach(log::warn);
    }

    /**
     * Whether a request may go on.
     *
     * @param path decoded
     */
    public CompletionStage<Decision> decide(Credentials credentials, String method, String path) {
        return authenticate(credentials)
                .handle((user, failure) -> {
                    if (failure == null) {
                        return user;
                    }
                    log.warn("A bearer token could not be reviewed: {}", failure.getMessage());
                    return Optional.<User>empty();
                })
                .thenCompose(user -> user.map(known -> authorize(known, method, path))
                        .orElseGet(() -> CompletableFuture.completedStage(UNAUTHORIZED)));
    }

    private CompletionStage<Optional<User>> authenticate(Credentials credentials) {
        Optional<User> user = certificates.user(credentials.certificates());
        if (user.isPresent()) {
            return CompletableFuture.completedStage(user);
        }
        Optional<String> token = credentials.token().filter(shown -> settings.tokens());
        boolean none = token.isEmpty() && (credentials.certificates().isEmpty() || !certificates.taken());
        return token.map(this::review)
                .orElseGet(() -> CompletableFuture.completedStage(
                        none && settings.anonymous() ? Optional.of(User.ANONYMOUS) : Optional.empty()));
    }

    /** A token is remembered by its digest only. */
    private CompletionStage<Optional<User>> review(String token) {
        String digest = HexFormat.of().formatHex(Digests.sha256(token));
        return tokens.get(digest, unused -> reviews.authenticate(token));
    }

    private CompletionStage<Decision> authorize(User user, String method, String path) {
        if (settings.alwaysAllow()) {
            return CompletableFuture.completedStage(new Decision.Allowed(user));
        }
        return anyOf(Access.needed(user, method, path, node), 0);
    }

    private CompletionStage<Decision> anyOf(List<Access> needed, int index) {
        if (index == needed.size()) {
            return CompletableFuture.completedStage(forbidden(needed));
        }
        Access access = needed.get(index);
        return accesses.get(access, reviews::allows)
                .handle((allowed, failure) -> failure == null ? Optional.of(allowed) : failed(access, failure))
                .thenCompose(answer -> {
                    if (answer.isEmpty()) {
                        return CompletableFuture.completedStage(error(access));
                    }
                    return answer.get()
                            ? CompletableFuture.completedStage(new Decision.Allowed(access.user()))
                            : anyOf(needed, index + 1);
                });
    }

    private static Optional<Boolean> failed(Access access, Throwable failure) {
        log.warn("Access of {} could not be reviewed: {}", access.user().name(), failure.getMessage());
        return Optional.empty();
    }

    private static Decision error(Access access) {
        return new Decision.Refused(
                500,
                "Authorization error (user=%s, verb=%s, resource=nodes, subresource=%s)"
                        .formatted(access.user().name(), access.verb(), access.subresource()));
    }

    private static Decision forbidden(List<Access> needed) {
        Access first = needed.getFirst();
        String subresources =
                String.join(" ", needed.stream().map(Access::subresource).toList());
        return new Decision.Refused(
                403,
                "Forbidden (user=%s, verb=%s, resource=nodes, subresource(s)=[%s])\n"
                        .formatted(first.user().name(), first.verb(), subresources));
    }
}
