package io.podbridge.devcluster.openapi;

import io.fabric8.kubernetes.api.model.ListMeta;
import io.podbridge.devcluster.discovery.Discovery;
import io.podbridge.devcluster.discovery.ServedGroups;
import io.podbridge.devcluster.discovery.TransientType;
import io.podbridge.devcluster.resource.GroupVersion;
import io.podbridge.devcluster.resource.MeasuredTypes;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import io.podbridge.devcluster.schema.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents below {@code /openapi/v3}, one for each group version, made when they are first asked for and kept
 * (some hundred kilobytes together). Any thread. The arrays are not to be changed.
 */
public final class OpenApi {
    private static final String ROOT = "/openapi/v3";

    private final Map<GroupVersion, byte[]> documents = new ConcurrentHashMap<>();
    private final byte[] index;

    /**
     * @param revision clients keep a document for as long as this stays the same: another one for each start of a
     *     server whose documents may differ
     */
    public OpenApi(String revision) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ObjectNode paths = tree.putObject("paths");
        for (GroupVersion group : ServedGroups.all()) {
            paths.putObject(group.path().substring(1))
                    .put("serverRelativeURL", ROOT + group.path() + "?hash=" + revision);
        }
        index = encode(tree);
    }

    /** {@code /openapi/v3}: where the documents are. */
    public byte[] index() {
        return index;
    }

    /** {@code /openapi/v3/api/v1} or {@code /openapi/v3/apis/GROUP/VERSION}; empty if that is not served. */
    public Optional<byte[]> document(String path) {
        return ServedGroups.all().stream()
                .filter(group -> path.equals(ROOT + group.path()))
                .findFirst()
                .map(group -> documents.computeIfAbsent(group, OpenApi::make));
    }

    private static byte[] make(GroupVersion group) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", Discovery.KUBERNETES_VERSION);
        PathItems paths = new PathItems(document.putObject("paths"));
        ComponentSchemas schemas = new ComponentSchemas();
        schemas.add(Schema.of(ListMeta.class));
        for (ResourceType type : ResourceTypes.all()) {
            if (type.groupVersion().equals(group)) {
                String schema = schemas.addKind(group, type.kind(), type.model());
                paths.add(type, schema, schemas.addList(group, type.listKind(), schema));
            }
        }
        for (ResourceType type : MeasuredTypes.all()) {
            if (type.groupVersion().equals(group)) {
                String schema = schemas.addKind(group, type.kind(), type.model());
                paths.addReadOnly(type, schema, schemas.addList(group, type.listKind(), schema));
            }
        }
        for (TransientType type : TransientType.all()) {
            if (type.groupVersion().equals(group)) {
                paths.add(type, schemas.addKind(group, type.kind(), type.model()));
            }
        }
        document.putObject("components").set("schemas", schemas.tree());
        return encode(document);
    }

    private static byte[] encode(ObjectNode document) {
        return JsonMapper.shared().writeValueAsBytes(document);
    }
}
