package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.ObjectPage;
import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.table.IncludeObject;
import io.podbridge.devcluster.table.Tables;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows objects and lists as the client wants them. */
final class Views {
    /** Lists up to this size are sent in one piece. */
    private static final int SMALL = 100;

    private Views() {}

    static HttpResponse object(int code, StoredObject object, Call call) {
        var representation = call.representation();
        return switch (representation.shape()) {
            case WHOLE -> whole(code, object, representation);
            case METADATA -> Replies.tree(code, metadata(object), representation);
            case TABLE -> {
                var metadata = JsonNodeFactory.instance
                        .objectNode()
                        .put("resourceVersion", Long.toString(object.resourceVersion()));
                var only = trees(List.of(object));
                yield Replies.tree(code, table(object.key().type(), only, metadata, call), representation);
            }
        };
    }

    private static HttpResponse whole(int code, StoredObject object, Representation representation) {
        return representation.equals(Representation.DEFAULT)
                ? Replies.json(code, object.json())
                : Replies.tree(code, object.tree(), representation);
    }

    static HttpResponse list(ResourceType type, ObjectPage page, Call call) {
        var representation = call.representation();
        return switch (representation.shape()) {
            case WHOLE -> whole(type, page, representation);
            case METADATA -> Replies.tree(200, metadata(page), representation);
            case TABLE -> {
                var metadata = ListBytes.metadata(page);
                yield Replies.tree(200, table(type, trees(page.items()), metadata, call), representation);
            }
        };
    }

    /** One by one, when they are wanted: all together may be large. */
    private static Iterable<ObjectNode> trees(List<StoredObject> objects) {
        return () -> objects.stream().map(StoredObject::tree).iterator();
    }

    static ObjectNode table(ResourceType type, Iterable<ObjectNode> objects, ObjectNode metadata, Call call) {
        var include = IncludeObject.parse(call.info().query().get("includeObject"));
        return Tables.of(type, objects, metadata, Instant.now(), include);
    }

    private static HttpResponse whole(ResourceType type, ObjectPage page, Representation representation) {
        if (!representation.equals(Representation.DEFAULT)) {
            return Replies.tree(200, tree(type, page), representation);
        }
        if (page.items().size() <= SMALL) {
            var bytes = ByteString.emptyByteString();
            for (var pieces = new ListBytes(type, page); pieces.hasNext(); ) {
                bytes = bytes.concat(pieces.next());
            }
            return Replies.json(200, bytes);
        }
        return Replies.json(200, ByteString.emptyByteString())
                .withEntity(HttpEntities.create(Replies.JSON, Source.fromIterator(() -> new ListBytes(type, page))));
    }

    private static ObjectNode tree(ResourceType type, ObjectPage page) {
        var list = JsonNodeFactory.instance.objectNode();
        list.put("kind", type.listKind()).put("apiVersion", type.groupVersion().apiVersion());
        list.set("metadata", ListBytes.metadata(page));
        var items = list.putArray("items");
        page.items().forEach(item -> items.add(item.tree()));
        return list;
    }

    /** {@code PartialObjectMetadata}. */
    static ObjectNode metadata(StoredObject object) {
        return metadata(object.tree());
    }

    static ObjectNode metadata(ObjectNode object) {
        var partial = JsonNodeFactory.instance.objectNode();
        partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.path("metadata"));
        return partial;
    }

    private static ObjectNode metadata(ObjectPage page) {
        return metadata(ListBytes.metadata(page), trees(page.items()));
    }

    /** {@code PartialObjectMetadataList}. */
    static ObjectNode metadata(ObjectNode ofList, Iterable<ObjectNode> objects) {
        var list = JsonNodeFactory.instance.objectNode();
        list.put("kind", "PartialObjectMetadataList").put("apiVersion", "meta.k8s.io/v1");
        list.set("metadata", ofList);
        var items = list.putArray("items");
        objects.forEach(item -> items.add(metadata(item)));
        return list;
    }
}
