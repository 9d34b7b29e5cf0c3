package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.ObjectPage;
import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.resource.ResourceType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.pekko.util.ByteString;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list as JSON, made from the bytes of its objects in pieces of about 64 KiB: what a list takes beyond the objects
 * themselves does not grow with it. Not thread-safe.
 */
final class ListBytes implements Iterator<ByteString> {
    private static final int PIECE = 64 * 1024;

    private final Iterator<StoredObject> objects;
    private final String head;
    private boolean begun;
    private boolean ended;

    ListBytes(ResourceType type, ObjectPage page) {
        this.objects = page.items().iterator();
        this.head = head(type, page);
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public ByteString next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        var piece = new ByteArrayOutputStream(PIECE + PIECE / 4);
        if (!begun) {
            piece.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        }
        while (piece.size() < PIECE && objects.hasNext()) {
            if (begun) {
                piece.write(',');
            }
            begun = true;
            piece.writeBytes(objects.next().json());
        }
        begun = true;
        if (!objects.hasNext()) {
            piece.write(']');
            piece.write('}');
            ended = true;
        }
        return ByteString.fromArrayUnsafe(piece.toByteArray());
    }

    private static String head(ResourceType type, ObjectPage page) {
        var whole = JsonNodeFactory.instance.objectNode();
        whole.put("kind", type.listKind()).put("apiVersion", type.groupVersion().apiVersion());
        whole.set("metadata", metadata(page));
        var text = whole.toString();
        return text.substring(0, text.length() - 1) + ",\"items\":[";
    }

    static ObjectNode metadata(ObjectPage page) {
        var metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("resourceVersion", Long.toString(page.resourceVersion()));
        if (!page.continueToken().isEmpty()) {
            metadata.put("continue", page.continueToken());
        }
        page.remaining().ifPresent(count -> metadata.put("remainingItemCount", count));
        return metadata;
    }
}
