package io.podbridge.devcluster.resource;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Says in one line what a kind is. Not for several threads. */
final class TypeBuilder {
    private static final List<String> READ_WRITE = List.of("get", "patch", "update");
    private static final List<String> ALL_METHODS = List.of("create", "delete", "get", "patch", "update");

    private final GroupVersion groupVersion;
    private final String plural;
    private final Class<? extends KubernetesResource> model;
    private final boolean namespaced;
    private final List<String> shortNames = new ArrayList<>();
    private final List<String> categories = new ArrayList<>();
    private final List<Subresource> subresources = new ArrayList<>();

    private TypeBuilder(
            GroupVersion groupVersion, String plural, Class<? extends KubernetesResource> model, boolean namespaced) {
        this.groupVersion = groupVersion;
        this.plural = plural;
        this.model = model;
        this.namespaced = namespaced;
    }

    static TypeBuilder namespaced(GroupVersion groupVersion, String plural, Class<? extends KubernetesResource> model) {
        return new TypeBuilder(groupVersion, plural, model, true);
    }

    static TypeBuilder cluster(GroupVersion groupVersion, String plural, Class<? extends KubernetesResource> model) {
        return new TypeBuilder(groupVersion, plural, model, false);
    }

    TypeBuilder shortNames(String... names) {
        shortNames.addAll(List.of(names));
        return this;
    }

    TypeBuilder inAll() {
        categories.add("all");
        return this;
    }

    /** A part of the object itself, with its own rules of update. */
    TypeBuilder part(String name) {
        return sub(name, groupVersion, kind(), READ_WRITE);
    }

    TypeBuilder status() {
        return part("status");
    }

    TypeBuilder scale() {
        return sub("scale", GroupVersions.AUTOSCALING_V1, "Scale", READ_WRITE);
    }

    TypeBuilder proxy(String optionsKind) {
        return sub("proxy", groupVersion, optionsKind, ALL_METHODS);
    }

    /** A stream to a container, opened with GET (WebSocket) or POST (SPDY). */
    TypeBuilder connection(String name, String optionsKind) {
        return sub(name, groupVersion, optionsKind, List.of("create", "get"));
    }

    TypeBuilder sub(String name, GroupVersion version, String kind, List<String> verbs) {
        subresources.add(new Subresource(name, version, kind, verbs));
        return this;
    }

    /** The model's simple name is the kind. */
    private String kind() {
        return model.getSimpleName();
    }

    ResourceType build() {
        return new ResourceType(
                groupVersion,
                plural,
                kind().toLowerCase(Locale.ROOT),
                kind(),
                namespaced,
                List.copyOf(shortNames),
                List.copyOf(categories),
                subresources.stream()
                        .sorted(Comparator.comparing(Subresource::name))
                        .toList(),
                model);
    }
}
