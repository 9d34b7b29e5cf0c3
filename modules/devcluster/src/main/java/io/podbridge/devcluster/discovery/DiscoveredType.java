package io.podbridge.devcluster.discovery;

import io.podbridge.devcluster.resource.GroupVersion;
import io.podbridge.devcluster.resource.MeasuredTypes;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import io.podbridge.devcluster.resource.Subresource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What discovery says of a kind, stored, transient or measured. */
record DiscoveredType(
        GroupVersion groupVersion,
        String plural,
        String singular,
        String kind,
        boolean namespaced,
        List<String> verbs,
        List<String> shortNames,
        List<String> categories,
        List<Subresource> subresources) {

    private static final List<String> ALL_VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    /** Namespaces go one by one: each takes its contents with it. */
    private static final List<String> NAMESPACE_VERBS =
            List.of("create", "delete", "get", "list", "patch", "update", "watch");

    private static final List<String> READ_VERBS = List.of("get", "list");

    /** The kinds of a group, by name. */
    static List<DiscoveredType> in(GroupVersion groupVersion) {
        Stream<DiscoveredType> stored = ResourceTypes.all().stream()
                .map(type -> of(type, type.equals(ResourceTypes.NAMESPACES) ? NAMESPACE_VERBS : ALL_VERBS));
        Stream<DiscoveredType> passing = TransientType.all().stream().map(DiscoveredType::of);
        Stream<DiscoveredType> measured = MeasuredTypes.all().stream().map(type -> of(type, READ_VERBS));
        return Stream.of(stored, passing, measured)
                .flatMap(Function.identity())
                .filter(type -> type.groupVersion().equals(groupVersion))
                .sorted(Comparator.comparing(DiscoveredType::plural))
                .toList();
    }

    private static DiscoveredType of(ResourceType type, List<String> verbs) {
        return new DiscoveredType(
                type.groupVersion(),
                type.plural(),
                type.singular(),
                type.kind(),
                type.namespaced(),
                verbs,
                type.shortNames(),
                type.categories(),
                type.subresources());
    }

    private static DiscoveredType of(TransientType type) {
        return new DiscoveredType(
                type.groupVersion(),
                type.plural(),
                type.singular(),
                type.kind(),
                type.namespaced(),
                List.of("create"),
                List.of(),
                List.of(),
                List.of());
    }

    /** Both forms leave out what is empty. */
    static void putNames(ObjectNode node, String field, List<String> names) {
        if (!names.isEmpty()) {
            names.forEach(node.putArray(field)::add);
        }
    }
}
