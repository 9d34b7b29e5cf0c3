package io.podbridge.devcluster.store;

import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** One version of an object: its bytes, and the little of it that selectors ask for. */
public final class Stored implements StoredObject {
    private final ObjectKey key;
    private final String uid;
    private final long resourceVersion;
    private final byte[] json;
    private final Map<String, String> labels;
    private final Map<String, String> fields;

    private Stored(
            ObjectKey key,
            String uid,
            long resourceVersion,
            byte[] json,
            Map<String, String> labels,
            Map<String, String> fields) {
        this.key = key;
        this.uid = uid;
        this.resourceVersion = resourceVersion;
        this.json = json;
        this.labels = labels;
        this.fields = fields;
    }

    /** Stamps the tree with the resourceVersion and encodes it; the tree may be changed afterwards. */
    public static Stored of(ObjectKey key, long resourceVersion, ObjectNode tree) {
        Json.ensure(tree, "metadata").put("resourceVersion", Long.toString(resourceVersion));
        return new Stored(
                key,
                Json.text(tree, "metadata", "uid"),
                resourceVersion,
                Json.encode(tree),
                Map.copyOf(Json.strings(tree, "metadata", "labels")),
                SelectableFields.of(key, tree));
    }

    /** An object that a dry run shows: never stored, and without a resourceVersion if it is new. */
    public static Stored dry(ObjectKey key, long resourceVersion, ObjectNode tree) {
        Stored stamped = of(key, resourceVersion, tree);
        if (resourceVersion > 0) {
            return stamped;
        }
        Json.ensure(tree, "metadata").remove("resourceVersion");
        return new Stored(key, stamped.uid, 0, Json.encode(tree), stamped.labels, stamped.fields);
    }

    /** The same object as it is told of at a later resourceVersion. */
    Stored at(long later) {
        return of(key, later, tree());
    }

    @Override
    public ObjectKey key() {
        return key;
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public long resourceVersion() {
        return resourceVersion;
    }

    @Override
    public byte[] json() {
        return json;
    }

    @Override
    public ObjectNode tree() {
        return Json.parse(json);
    }

    public Map<String, String> labels() {
        return labels;
    }

    /** The value of a field that selectors may name, {@code ""} if it is not set; empty for other fields. */
    public Optional<String> field(String name) {
        String value = fields.get(name);
        if (value != null) {
            return Optional.of(value);
        }
        return SelectableFields.known(key.type(), name) ? Optional.of("") : Optional.empty();
    }

    @Override
    public String toString() {
        return key.type() + " " + key.namespace() + "/" + key.name() + "@" + resourceVersion;
    }
}
