package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.apply.FieldManagers;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Who manages which field, by what comes with a write. */
final class Managers {
    private static final String UPDATE = "Update";
    private static final String UNNAMED = "unknown";

    private Managers() {}

    /** After a write by a client; {@code before} is empty for a new object. */
    static ObjectNode updated(
            Optional<ObjectNode> before,
            ObjectNode after,
            String subresource,
            ResourceType type,
            WriteOptions options,
            Instant now) {
        return FieldManagers.updated(before, after, name(options), UPDATE, subresource, type, now);
    }

    /** After a server-side apply; {@code live} is empty if the object is to be created. */
    static ObjectNode applied(
            Optional<ObjectNode> live,
            ObjectNode wanted,
            String subresource,
            ResourceType type,
            WriteOptions options,
            Instant now) {
        return FieldManagers.applied(live, wanted, name(options), options.force(), subresource, type, now);
    }

    private static String name(WriteOptions options) {
        return options.fieldManager().isEmpty() ? UNNAMED : options.fieldManager();
    }
}
