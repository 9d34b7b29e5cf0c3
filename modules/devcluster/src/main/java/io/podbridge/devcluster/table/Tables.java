package io.podbridge.devcluster.table;

import io.podbridge.devcluster.resource.EventForms;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tables of {@code meta.k8s.io/v1} for clients that accept {@code as=Table}. Functions of their arguments; the objects
 * become part of the table (of the caller's own, as {@code StoredObject.tree()} gives them).
 */
public final class Tables {
    private static final Map<String, List<String>> POD_CONDITIONS = Map.of(
            "Succeeded", List.of("Succeeded", "The pod has completed successfully."),
            "Failed", List.of("Failed", "The pod failed."));

    private Tables() {}

    /**
     * One page of a list, or a single object.
     *
     * @param metadata of the list (resourceVersion, continue, remainingItemCount), or an object's resourceVersion
     * @param now what ages are counted to
     */
    public static ObjectNode of(
            ResourceType type, Iterable<ObjectNode> objects, ObjectNode metadata, Instant now, IncludeObject include) {
        ObjectNode table = table(metadata);
        describe(table.putArray("columnDefinitions"), TableColumns.of(type));
        ArrayNode rows = table.putArray("rows");
        objects.forEach(object -> rows.add(row(type, object, now, include)));
        return table;
    }

    /**
     * The object of one event of a watch, bookmarks included.
     *
     * @param first whether nothing was sent before it: only the first one names the columns
     */
    public static ObjectNode ofEvent(
            ResourceType type, ObjectNode object, Instant now, IncludeObject include, boolean first) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put(
                "resourceVersion",
                object.path("metadata").path("resourceVersion").asString(""));
        ObjectNode table = table(metadata);
        if (first) {
            describe(table.putArray("columnDefinitions"), TableColumns.of(type));
        } else {
            table.putNull("columnDefinitions");
        }
        table.putArray("rows").add(row(type, object, now, include));
        return table;
    }

    /**
     * A bookmark: its only row is an object that has nothing but a resourceVersion, whatever rows include else.
     *
     * @param endOfInitialEvents whether it is the one that ends them
     */
    public static ObjectNode ofBookmark(
            ResourceType type, long resourceVersion, boolean endOfInitialEvents, Instant now, boolean first) {
        ObjectNode bookmark = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = bookmark.putObject("metadata").put("resourceVersion", String.valueOf(resourceVersion));
        if (endOfInitialEvents) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        return ofEvent(type, bookmark, now, IncludeObject.METADATA, first);
    }

    private static ObjectNode table(ObjectNode metadata) {
        ObjectNode table =
                JsonNodeFactory.instance.objectNode().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.set("metadata", metadata);
        return table;
    }

    private static void describe(ArrayNode definitions, List<Column> columns) {
        for (Column column : columns) {
            definitions
                    .addObject()
                    .put("name", column.name())
                    .put("type", column.type())
                    .put("format", column.format())
                    .put("description", "")
                    .put("priority", column.wide() ? 1 : 0);
        }
    }

    private static ObjectNode row(ResourceType type, ObjectNode object, Instant now, IncludeObject include) {
        // Both forms of events are shown alike.
        boolean event = type.equals(ResourceTypes.EVENTS_OF_GROUP);
        Subject subject = new Subject(event ? EventForms.toCore(object.deepCopy()) : object, now);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        ArrayNode cells = row.putArray("cells");
        TableColumns.of(type).forEach(column -> cells.add(column.cell().apply(subject)));
        if (type.equals(ResourceTypes.PODS)) {
            Optional.ofNullable(POD_CONDITIONS.get(subject.text("status", "phase")))
                    .ifPresent(reason -> putCompleted(row, reason));
        }
        switch (include) {
            case NONE -> row.putNull("object");
            case METADATA -> row.set("object", metadataOf(object));
            case OBJECT -> row.set("object", object);
        }
        return row;
    }

    /** Lets kubectl's {@code --watch} and scripts tell pods that are through. */
    private static void putCompleted(ObjectNode row, List<String> reason) {
        row.putArray("conditions")
                .addObject()
                .put("type", "Completed")
                .put("status", "True")
                .put("reason", reason.getFirst())
                .put("message", reason.getLast());
    }

    private static ObjectNode metadataOf(ObjectNode object) {
        ObjectNode partial = JsonNodeFactory.instance
                .objectNode()
                .put("kind", "PartialObjectMetadata")
                .put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.path("metadata"));
        return partial;
    }
}
