package io.podbridge.devcluster.apply;

import io.fabric8.kubernetes.api.model.Pod;
import io.podbridge.devcluster.resource.GroupVersion;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.Subresource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What happens to one object: a step each second from noon on, in YAML without the outer braces. */
record Story(ResourceType type, Optional<ObjectNode> live, Instant now) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.9Z");

    static Story of(String kind) {
        var version = kind.equals("Deployment") ? new GroupVersion("apps", "v1") : new GroupVersion("", "v1");
        var status = new Subresource("status", version, kind, List.of("get"));
        return new Story(
                new ResourceType(version, "", "", kind, true, List.of(), List.of(), List.of(status), Pod.class),
                Optional.empty(),
                NOON);
    }

    Story unmanaged(String yaml) {
        return next(tree(yaml));
    }

    Story update(String manager, String yaml) {
        return next(FieldManagers.updated(live, tree(yaml), manager, "Update", "", type, now));
    }

    Story status(String manager, String yaml) {
        return next(FieldManagers.updated(live, tree(yaml), manager, "Update", "status", type, now));
    }

    Story apply(String manager, String yaml) {
        return next(FieldManagers.applied(live, tree(yaml), manager, false, type, now));
    }

    Story force(String manager, String yaml) {
        return next(FieldManagers.applied(live, tree(yaml), manager, true, type, now));
    }

    private Story next(ObjectNode object) {
        return new Story(type, Optional.of(object), now.plusSeconds(1));
    }

    private ObjectNode tree(String yaml) {
        var header =
                "kind: " + type.kind() + ", apiVersion: " + type.groupVersion().apiVersion() + ",";
        return (ObjectNode) YAML.readTree(
                "{" + (yaml.startsWith("kind:") ? header.replace(type.kind(), "Node") : header + yaml) + "}");
    }

    ObjectNode object() {
        return live.orElseThrow();
    }

    String json(String field) {
        return object().path(field).toString();
    }

    /** Each entry, but for its fields: manager, operation, version, time of day and subresource. */
    List<String> managed() {
        return entries().stream()
                .map(entry -> String.join(
                                " ",
                                entry.path("manager").asString(),
                                entry.path("operation").asString(),
                                entry.path("apiVersion").asString(),
                                entry.path("time").asString().substring(11, 19),
                                entry.path("subresource").asString(""))
                        .strip())
                .toList();
    }

    /** What a manager has, as messages show it. */
    List<String> fields(String manager) {
        return entries().stream()
                .filter(entry -> entry.path("manager").asString().equals(manager))
                .map(entry -> FieldSetJson.read(entry.path("fieldsV1")))
                .flatMap(set -> set.paths().stream())
                .map(PathElement::shown)
                .toList();
    }

    private List<JsonNode> entries() {
        return List.copyOf(object().path("metadata").path("managedFields").values());
    }
}
