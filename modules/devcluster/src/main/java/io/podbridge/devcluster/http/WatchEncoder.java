package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.api.WatchEvent;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.table.Tables;
import java.util.List;
import org.apache.pekko.util.ByteString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the events of one watch: {@code {"type":…,"object":…}} and a line feed. Not thread-safe. */
final class WatchEncoder {
    private static final ByteString END = ByteString.fromString("}\n");

    private final ResourceType type;
    private final Representation.Shape shape;
    private final String includeObject;
    private boolean tableBegun;

    WatchEncoder(ResourceType type, Representation.Shape shape, String includeObject) {
        this.type = type;
        this.shape = shape;
        this.includeObject = includeObject;
    }

    ByteString encode(WatchEvent event) {
        return switch (event) {
            case WatchEvent.Change change -> frame(change.type().name(), change(change.object()));
            case WatchEvent.Bookmark bookmark -> frame("BOOKMARK", bytes(bookmark(bookmark)));
            case WatchEvent.Failure failure -> frame("ERROR", bytes(failure.status()));
        };
    }

    private ByteString change(StoredObject object) {
        return switch (shape) {
            case WHOLE -> ByteString.fromArrayUnsafe(object.json());
            case METADATA -> bytes(Views.metadata(object));
            case TABLE -> bytes(table(object));
        };
    }

    private ObjectNode table(StoredObject object) {
        var table = Tables.of(type, List.of(object), includeObject);
        table.putObject("metadata").put("resourceVersion", Long.toString(object.resourceVersion()));
        return headed(table);
    }

    /** Only the first table of a watch has its columns described. */
    private ObjectNode headed(ObjectNode table) {
        if (tableBegun) {
            table.putNull("columnDefinitions");
        }
        tableBegun = true;
        return table;
    }

    private ObjectNode bookmark(WatchEvent.Bookmark bookmark) {
        var object = JsonNodeFactory.instance.objectNode();
        switch (shape) {
            case WHOLE -> object.put("kind", type.kind()).put("apiVersion", type.groupVersion().apiVersion());
            case METADATA, TABLE -> object.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        }
        var metadata = object.putObject("metadata").put("resourceVersion", Long.toString(bookmark.resourceVersion()));
        metadata.putNull("creationTimestamp");
        if (bookmark.endOfInitialEvents()) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        return shape == Representation.Shape.TABLE ? row(object) : object;
    }

    private ObjectNode row(ObjectNode object) {
        var table = Tables.of(type, List.of(), includeObject);
        table.set("metadata", JsonNodeFactory.instance
                .objectNode()
                .set("resourceVersion", object.path("metadata").path("resourceVersion")));
        table.putArray("rows").addObject().set("object", object).putArray("cells");
        return headed(table);
    }

    private static ByteString frame(String type, ByteString object) {
        return ByteString.fromString("{\"type\":\"" + type + "\",\"object\":").concat(object).concat(END);
    }

    private static ByteString bytes(JsonNode tree) {
        return ByteString.fromArrayUnsafe(JsonMapper.shared().writeValueAsBytes(tree));
    }
}
