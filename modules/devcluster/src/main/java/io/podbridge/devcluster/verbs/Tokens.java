package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.api.TokenIdentity;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.store.ObjectStore;
import io.podbridge.devcluster.store.Stored;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Tokens of ServiceAccounts: opaque, in memory, and bounded (the oldest goes first). Thread-safe. */
final class Tokens {
    private static final String AUDIENCE = "https://kubernetes.default.svc.cluster.local";
    private static final long DEFAULT_SECONDS = 3600;
    private static final int MAX = 10_000;
    private static final int BYTES = 32;

    private record Issued(TokenIdentity identity, Instant until) {}

    private final ObjectStore store;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Issued> issued = new LinkedHashMap<>();

    Tokens(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Fills in the request, which is the callee's own from now on. */
    ObjectNode create(ObjectKey account, ObjectNode request) {
        Stored found = store.find(account).orElseThrow(() -> Failures.notFound(account));
        ObjectNode spec = Json.ensure(request, "spec");
        if (Json.texts(spec, "audiences").isEmpty()) {
            spec.putArray("audiences").add(AUDIENCE);
        }
        long seconds = Json.number(spec, "expirationSeconds").orElse(DEFAULT_SECONDS);
        spec.put("expirationSeconds", seconds);
        Instant until = clock.instant().plusSeconds(seconds);
        ObjectNode metadata = Json.ensure(request, "metadata");
        metadata.put("name", account.name()).put("namespace", account.namespace());
        metadata.put("creationTimestamp", Metadata.time(clock.instant()));
        request.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
        String token = issue(new Issued(identity(found, Json.texts(spec, "audiences")), until));
        request.putObject("status").put("token", token).put("expirationTimestamp", Metadata.time(until));
        return request;
    }

    private static TokenIdentity identity(Stored account, List<String> audiences) {
        String namespace = account.key().namespace();
        return new TokenIdentity(
                "system:serviceaccount:" + namespace + ":" + account.key().name(),
                account.uid(),
                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated"),
                audiences);
    }

    private synchronized String issue(Issued token) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        issued.put(text, token);
        if (issued.size() > MAX) {
            Iterator<String> oldest = issued.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return text;
    }

    synchronized Optional<TokenIdentity> identity(String token) {
        Issued found = issued.get(token);
        if (found == null || !clock.instant().isBefore(found.until())) {
            issued.remove(token);
            return Optional.empty();
        }
        return Optional.of(found.identity());
    }
}
