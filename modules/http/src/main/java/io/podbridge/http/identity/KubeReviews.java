package io.podbridge.http.identity;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.JsonObjects;
import io.podbridge.core.kube.KubeApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reviews by the API server. Source: Kubernetes documentation, "TokenReview" and "SubjectAccessReview". For any thread.
 */
public final class KubeReviews implements Reviews {
    private static final String TOKENS = "/apis/authentication.k8s.io/v1/tokenreviews";
    private static final String ACCESSES = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
    private static final String AUTHORITY =
            "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication";

    private final KubeApi api;

    /** Asks this API server, as its user. */
    public KubeReviews(KubeApi api) {
        this.api = api;
    }

    @Override
    public CompletionStage<Optional<User>> authenticate(String token) {
        ObjectNode review = review("authentication.k8s.io/v1", "TokenReview");
        review.putObject("spec").put("token", token);
        return ask(TOKENS, review).thenApply(KubeReviews::user);
    }

    @Override
    public CompletionStage<Boolean> allows(Access access) {
        ObjectNode review = review("authorization.k8s.io/v1", "SubjectAccessReview");
        ObjectNode spec = review.putObject("spec");
        spec.put("user", access.user().name()).put("uid", access.user().uid());
        access.user().groups().forEach(spec.putArray("groups")::add);
        ObjectNode extra = spec.putObject("extra");
        access.user().extra().forEach((key, values) -> values.forEach(extra.withArray("/" + pointer(key))::add));
        spec.putObject("resourceAttributes")
                .put("verb", access.verb())
                .put("version", "v1")
                .put("resource", "nodes")
                .put("subresource", access.subresource())
                .put("name", access.node());
        return ask(ACCESSES, review).thenApply(status -> status.path("allowed").asBoolean(false));
    }

    @Override
    public CompletionStage<Optional<String>> clientAuthority() {
        return api.get(AUTHORITY).thenApply(result -> switch (result) {
            case ApiResult.Ok<ApiObject>(var map) -> JsonObjects.text(map.json(), "data", "client-ca-file");
            case ApiResult.Not<ApiObject>(ApiResult.NotFound none) -> Optional.empty();
            case ApiResult.Not<ApiObject>(var problem) -> throw new IllegalStateException(problem.message());
        });
    }

    /** Keys are like {@code authentication.kubernetes.io/credential-id}: in RFC 6901 a slash has another meaning. */
    private static String pointer(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static ObjectNode review(String version, String kind) {
        return JsonObjects.object().put("apiVersion", version).put("kind", kind);
    }

    /** The answer's status. */
    private CompletionStage<JsonNode> ask(String path, ObjectNode review) {
        return api.create(path, JsonObjects.bytes(review)).thenApply(result -> switch (result) {
            case ApiResult.Ok<ApiObject>(var answer) -> answer.json().path("status");
            case ApiResult.Not<ApiObject>(var problem) -> throw new IllegalStateException(problem.message());
        });
    }

    private static Optional<User> user(JsonNode status) {
        if (!status.path("authenticated").asBoolean(false)) {
            return Optional.empty();
        }
        JsonNode user = status.path("user");
        Map<String, List<String>> extra = new HashMap<>();
        user.path("extra").properties().forEach(entry -> extra.put(entry.getKey(), texts(entry.getValue())));
        return Optional.of(new User(
                user.path("username").asString(""),
                user.path("uid").asString(""),
                texts(user.path("groups")),
                Map.copyOf(extra)));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(text -> text.asString("")).toList();
    }
}
