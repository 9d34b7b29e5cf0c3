package io.podbridge.core.kube;

import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that the API server may or may not let us do. Source: Kubernetes documentation, "Authorization overview",
 * SelfSubjectAccessReview; every user may ask this about itself.
 *
 * @param verb {@code patch}
 * @param group the API group, "" for the core
 * @param resource {@code pods} or, with a subresource, {@code pods/status}
 * @param namespace "" for all
 * @param name "" for any object
 */
public record Permission(String verb, String group, String resource, String namespace, String name) {
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    /** Asks the API server. */
    public static CompletionStage<ApiResult<Boolean>> allowed(KubeApi api, Permission permission) {
        return api.create(REVIEWS, permission.review()).thenApply(result -> switch (result) {
            case ApiResult.Ok<ApiObject>(var review) -> ApiResult.ok(answer(review));
            case ApiResult.Not<ApiObject>(var problem) -> ApiResult.not(problem);
        });
    }

    /** What is not said to be allowed is not. */
    static boolean answer(ApiObject review) {
        return review.json().path("status").path("allowed").asBoolean(false);
    }

    private byte[] review() {
        ObjectNode review = JsonObjects.object();
        review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
        String[] parts = resource.split("/", 2);
        ObjectNode attributes = review.putObject("spec").putObject("resourceAttributes");
        attributes
                .put("verb", verb)
                .put("group", group)
                .put("resource", parts[0])
                .put("namespace", namespace)
                .put("name", name);
        if (parts.length == 2) {
            attributes.put("subresource", parts[1]);
        }
        return JsonObjects.bytes(review);
    }

    @Override
    public String toString() {
        return verb + " " + resource + (name.isEmpty() ? "" : " " + name)
                + (namespace.isEmpty() ? "" : " in " + namespace);
    }
}
