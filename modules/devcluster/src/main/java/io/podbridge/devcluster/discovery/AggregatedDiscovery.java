package io.podbridge.devcluster.discovery;

import static io.podbridge.devcluster.discovery.DiscoveredType.putNames;

import io.podbridge.devcluster.resource.GroupVersion;
import io.podbridge.devcluster.resource.Subresource;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All groups with all their kinds in one document: {@code apidiscovery.k8s.io APIGroupDiscoveryList}. */
final class AggregatedDiscovery {
    private AggregatedDiscovery() {}

    static ObjectNode of(String version, List<GroupVersion> groups) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("kind", "APIGroupDiscoveryList")
                .put("apiVersion", "apidiscovery.k8s.io/" + version);
        document.putObject("metadata");
        ArrayNode items = document.putArray("items");
        groups.forEach(group -> describe(items.addObject(), group));
        return document;
    }

    private static void describe(ObjectNode node, GroupVersion group) {
        ObjectNode metadata = node.putObject("metadata");
        if (!group.group().isEmpty()) {
            metadata.put("name", group.group());
        }
        ObjectNode version = node.putArray("versions").addObject().put("version", group.version());
        ArrayNode resources = version.putArray("resources");
        DiscoveredType.in(group).forEach(type -> describe(resources.addObject(), type));
        version.put("freshness", "Current");
    }

    private static void describe(ObjectNode node, DiscoveredType type) {
        node.put("resource", type.plural());
        // Empty group and version mean the ones that it stands in.
        putKind(node, "", "", type.kind());
        node.put("scope", type.namespaced() ? "Namespaced" : "Cluster").put("singularResource", type.singular());
        putNames(node, "verbs", type.verbs());
        putNames(node, "shortNames", type.shortNames());
        putNames(node, "categories", type.categories());
        if (!type.subresources().isEmpty()) {
            ArrayNode subresources = node.putArray("subresources");
            type.subresources().forEach(sub -> describe(subresources.addObject(), type, sub));
        }
    }

    private static void describe(ObjectNode node, DiscoveredType type, Subresource sub) {
        node.put("subresource", sub.name());
        if (sub.groupVersion().equals(type.groupVersion())) {
            putKind(node, "", "", sub.kind());
        } else {
            putKind(node, sub.groupVersion().group(), sub.groupVersion().version(), sub.kind());
        }
        putNames(node, "verbs", sub.verbs());
    }

    private static void putKind(ObjectNode node, String group, String version, String kind) {
        node.putObject("responseKind")
                .put("group", group)
                .put("version", version)
                .put("kind", kind);
    }
}
