package io.podbridge.devcluster.discovery;

import static io.podbridge.devcluster.resource.GroupVersions.AUTHENTICATION;
import static io.podbridge.devcluster.resource.GroupVersions.AUTHORIZATION;
import static io.podbridge.devcluster.resource.GroupVersions.CORE;

import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authorization.v1.LocalSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.podbridge.devcluster.resource.GroupVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind that can be created only: it is answered at once, and nothing is stored. The reviews, and {@code bindings}.
 *
 * @param model the class that knows its fields
 */
public record TransientType(
        GroupVersion groupVersion, String plural, boolean namespaced, Class<? extends KubernetesResource> model) {

    private static final List<TransientType> ALL = List.of(
            new TransientType(CORE, "bindings", true, Binding.class),
            new TransientType(AUTHENTICATION, "selfsubjectreviews", false, SelfSubjectReview.class),
            new TransientType(AUTHENTICATION, "tokenreviews", false, TokenReview.class),
            new TransientType(AUTHORIZATION, "localsubjectaccessreviews", true, LocalSubjectAccessReview.class),
            new TransientType(AUTHORIZATION, "selfsubjectaccessreviews", false, SelfSubjectAccessReview.class),
            new TransientType(AUTHORIZATION, "selfsubjectrulesreviews", false, SelfSubjectRulesReview.class),
            new TransientType(AUTHORIZATION, "subjectaccessreviews", false, SubjectAccessReview.class));

    /** In the order of discovery. */
    public static List<TransientType> all() {
        return ALL;
    }

    public static Optional<TransientType> find(GroupVersion groupVersion, String plural) {
        return ALL.stream()
                .filter(type -> type.groupVersion().equals(groupVersion)
                        && type.plural().equals(plural))
                .findFirst();
    }

    public String kind() {
        return model.getSimpleName();
    }

    public String singular() {
        return kind().toLowerCase(Locale.ROOT);
    }
}
