package io.podbridge.devcluster.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs and verifies the tokens of ServiceAccounts: JSON Web Tokens (ES256) with the claims of kube-apiserver
 * (pkg/serviceaccount/claims.go). Nothing is kept; a token dies with its time, its account or its pod. Thread-safe.
 */
public final class ServiceAccountTokens {
    /** The audience of the API server itself. */
    public static final String OWN_AUDIENCE = "https://kubernetes.default.svc.cluster.local";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String HEADER = encode("{\"alg\":\"ES256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    private final KeyPair keys;
    private final Clock clock;
    private final LivingObjects objects;

    public ServiceAccountTokens(Clock clock, LivingObjects objects) {
        this.keys = keys();
        this.clock = clock;
        this.objects = objects;
    }

    public String issue(ServiceAccountToken token) {
        var signed = HEADER + "." + encode(JSON.writeValueAsBytes(claims(token)));
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param audiences for whom it must be meant, one of them at least; empty for this server
     * @return empty if the token is not ours, expired, for others, or outlived what it is bound to
     */
    public Optional<TokenHolder> verify(String token, List<String> audiences) {
        var wanted = audiences.isEmpty() ? List.of(OWN_AUDIENCE) : audiences;
        return signed(token).flatMap(ServiceAccountTokens::read).filter(this::alive).flatMap(read -> {
            var common = new ArrayList<>(read.audiences());
            common.retainAll(wanted);
            return common.isEmpty() ? Optional.empty() : Optional.of(new TokenHolder(user(read), common));
        });
    }

    private boolean alive(ServiceAccountToken token) {
        return clock.instant().isBefore(token.expires())
                && lives("ServiceAccount", token.namespace(), token.name(), token.uid())
                && token.bound()
                        .filter(bound -> !lives(bound.kind(), namespace(token, bound), bound.name(), bound.uid()))
                        .isEmpty();
    }

    private static String namespace(ServiceAccountToken token, ServiceAccountToken.Bound bound) {
        return bound.kind().equals("Node") ? "" : token.namespace();
    }

    private boolean lives(String kind, String namespace, String name, String uid) {
        return objects.uid(kind, namespace, name).filter(uid::equals).isPresent();
    }

    private static User user(ServiceAccountToken token) {
        var groups = List.of("system:serviceaccounts", "system:serviceaccounts:" + token.namespace());
        var extra = token.bound()
                .filter(bound -> bound.kind().equals("Pod"))
                .map(pod -> Map.of(
                        "authentication.kubernetes.io/pod-name", List.of(pod.name()),
                        "authentication.kubernetes.io/pod-uid", List.of(pod.uid())))
                .orElse(Map.of());
        return new User(subject(token), token.uid(), User.withAuthenticated(groups), extra);
    }

    private static String subject(ServiceAccountToken token) {
        return "system:serviceaccount:" + token.namespace() + ":" + token.name();
    }

    private static JsonNode claims(ServiceAccountToken token) {
        var claims = JSON.createObjectNode();
        token.audiences().forEach(claims.putArray("aud")::add);
        claims.put("exp", token.expires().getEpochSecond());
        claims.put("iat", token.issued().getEpochSecond());
        claims.put("iss", OWN_AUDIENCE);
        claims.put("jti", UUID.randomUUID().toString());
        var about = claims.putObject("kubernetes.io");
        about.put("namespace", token.namespace());
        token.bound().ifPresent(bound -> about.putObject(bound.kind().toLowerCase(Locale.ROOT))
                .put("name", bound.name())
                .put("uid", bound.uid()));
        about.putObject("serviceaccount").put("name", token.name()).put("uid", token.uid());
        claims.put("nbf", token.issued().getEpochSecond());
        claims.put("sub", subject(token));
        return claims;
    }

    private static Optional<ServiceAccountToken> read(JsonNode claims) {
        var about = claims.path("kubernetes.io");
        var account = about.path("serviceaccount");
        return Optional.of(new ServiceAccountToken(
                about.path("namespace").asString(""),
                account.path("name").asString(""),
                account.path("uid").asString(""),
                claims.path("aud").valueStream().map(JsonNode::asString).toList(),
                Instant.ofEpochSecond(claims.path("iat").asLong(0)),
                Instant.ofEpochSecond(claims.path("exp").asLong(0)),
                bound(about)));
    }

    private static Optional<ServiceAccountToken.Bound> bound(JsonNode about) {
        for (var kind : List.of("Pod", "Secret", "Node")) {
            var node = about.path(kind.toLowerCase(Locale.ROOT));
            if (node.isObject()) {
                return Optional.of(new ServiceAccountToken.Bound(
                        kind, node.path("name").asString(""), node.path("uid").asString("")));
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> signed(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
            var good = signature.verify(Base64.getUrlDecoder().decode(parts[2]));
            return good ? Optional.of(JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
