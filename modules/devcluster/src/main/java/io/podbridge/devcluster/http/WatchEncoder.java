package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.api.WatchEvent;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.table.IncludeObject;
import io.podbridge.devcluster.table.Tables;
import java.time.Clock;
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
    private final IncludeObject include;
    private final Clock clock;
    private boolean begun;

    WatchEncoder(ResourceType type, Representation.Shape shape, IncludeObject include, Clock clock) {
        this.type = type;
        this.shape = shape;
        this.include = include;
        this.clock = clock;
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
            case TABLE -> bytes(Tables.ofEvent(type, object.tree(), clock.instant(), include, first()));
        };
    }

    private ObjectNode bookmark(WatchEvent.Bookmark bookmark) {
        return switch (shape) {
            case WHOLE -> bookmark(type.kind(), type.groupVersion().apiVersion(), bookmark);
            case METADATA -> bookmark("PartialObjectMetadata", "meta.k8s.io/v1", bookmark);
            case TABLE ->
                Tables.ofBookmark(
                        type, bookmark.resourceVersion(), bookmark.endOfInitialEvents(), clock.instant(), first());
        };
    }

    private static ObjectNode bookmark(String kind, String apiVersion, WatchEvent.Bookmark bookmark) {
        var object = JsonNodeFactory.instance.objectNode().put("kind", kind).put("apiVersion", apiVersion);
        var metadata = object.putObject("metadata").put("resourceVersion", Long.toString(bookmark.resourceVersion()));
        if (bookmark.endOfInitialEvents()) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        return object;
    }

    private boolean first() {
        var first = !begun;
        begun = true;
        return first;
    }

    private static ByteString frame(String type, ByteString object) {
        return ByteString.fromString("{\"type\":\"" + type + "\",\"object\":")
                .concat(object)
                .concat(END);
    }

    private static ByteString bytes(JsonNode tree) {
        return ByteString.fromArrayUnsafe(JsonMapper.shared().writeValueAsBytes(tree));
    }
}
