package io.podbridge.devcluster.discovery;

import static io.podbridge.devcluster.discovery.DiscoveredType.putNames;

import io.podbridge.devcluster.resource.GroupVersion;
import io.podbridge.devcluster.resource.Subresource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One document for each question: {@code metav1.APIVersions}, {@code APIGroupList}, {@code APIResourceList}. */
final class LegacyDiscovery {
    private LegacyDiscovery() {}

    static ObjectNode versions(String serverAddress) {
        ObjectNode document = document("APIVersions");
        document.putArray("versions").add("v1");
        document.putArray("serverAddressByClientCIDRs")
                .addObject()
                .put("clientCIDR", "0.0.0.0/0")
                .put("serverAddress", serverAddress);
        return document;
    }

    static ObjectNode groups() {
        ObjectNode document = document("APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = document.putArray("groups");
        ServedGroups.named().forEach(group -> describe(groups.addObject(), group));
        return document;
    }

    static ObjectNode group(GroupVersion group) {
        ObjectNode document = document("APIGroup").put("apiVersion", "v1");
        describe(document, group);
        return document;
    }

    static ObjectNode resources(GroupVersion groupVersion) {
        ObjectNode document = document("APIResourceList");
        if (!groupVersion.group().isEmpty()) {
            document.put("apiVersion", "v1"); // the core group's list has none, as it never had
        }
        document.put("groupVersion", groupVersion.apiVersion());
        ArrayNode resources = document.putArray("resources");
        for (DiscoveredType type : DiscoveredType.in(groupVersion)) {
            describe(resources.addObject(), type);
            type.subresources().forEach(sub -> describe(resources.addObject(), type, sub));
        }
        return document;
    }

    private static ObjectNode document(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }

    private static void describe(ObjectNode node, GroupVersion group) {
        node.put("name", group.group());
        describeVersion(node.putArray("versions").addObject(), group);
        describeVersion(node.putObject("preferredVersion"), group);
    }

    private static void describeVersion(ObjectNode node, GroupVersion group) {
        node.put("groupVersion", group.apiVersion()).put("version", group.version());
    }

    private static void describe(ObjectNode node, DiscoveredType type) {
        node.put("name", type.plural())
                .put("singularName", type.singular())
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        putNames(node, "verbs", type.verbs());
        putNames(node, "shortNames", type.shortNames());
        putNames(node, "categories", type.categories());
    }

    private static void describe(ObjectNode node, DiscoveredType type, Subresource sub) {
        node.put("name", type.plural() + "/" + sub.name())
                .put("singularName", "")
                .put("namespaced", type.namespaced());
        if (!sub.groupVersion().equals(type.groupVersion())) {
            node.put("group", sub.groupVersion().group())
                    .put("version", sub.groupVersion().version());
        }
        node.put("kind", sub.kind());
        putNames(node, "verbs", sub.verbs());
    }
}
