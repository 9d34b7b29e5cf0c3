package io.podbridge.devcluster.resource;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.util.List;
import java.util.Optional;

/**
 * One kind of object that is stored.
 *
 * @param plural as in the path, for example {@code pods}
 * @param namespaced false for cluster-scoped kinds
 * @param categories for example {@code all}
 * @param subresources what may follow the name in a path, without CRUD on the object itself
 * @param model the class that knows the fields of this kind
 */
public record ResourceType(
        GroupVersion groupVersion,
        String plural,
        String singular,
        String kind,
        boolean namespaced,
        List<String> shortNames,
        List<String> categories,
        List<Subresource> subresources,
        Class<? extends KubernetesResource> model) {

    /** {@code pods} or {@code deployments.apps}: how messages of the API server name it. */
    public String qualified() {
        return groupVersion.group().isEmpty() ? plural : plural + "." + groupVersion.group();
    }

    public String listKind() {
        return kind + "List";
    }

    public Optional<Subresource> subresource(String name) {
        return subresources.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    @Override
    public String toString() {
        return qualified();
    }
}
