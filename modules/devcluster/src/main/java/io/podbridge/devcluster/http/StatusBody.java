package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ApiFailure.Details;
import io.podbridge.devcluster.resource.ObjectKey;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code metav1.Status}. */
final class StatusBody {
    private StatusBody() {}

    static ObjectNode of(ApiFailure failure) {
        var status = status("Failure");
        status.put("message", failure.getMessage());
        if (!failure.reason().isEmpty()) {
            status.put("reason", failure.reason());
        }
        var details = failure.details();
        // A failure of some kinds says at least that there is nothing more to say.
        if (!details.equals(Details.NONE) || failure.reason().equals("NotFound") || failure.code() == 405) {
            status.set("details", details(details));
        }
        return status.put("code", failure.code());
    }

    /** The object is gone, or what was asked for has been done and there is no object to show. */
    static ObjectNode success(int code) {
        return status("Success").put("code", code);
    }

    /** An object is gone at once. */
    static ObjectNode deleted(ObjectKey key, String uid) {
        var status = status("Success");
        var type = key.type();
        var details = new Details(type.groupVersion().group(), type.plural(), key.name(), uid, List.of(), 0);
        status.set("details", details(details));
        return status;
    }

    private static ObjectNode status(String outcome) {
        var status = JsonNodeFactory.instance.objectNode().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        return status.put("status", outcome);
    }

    private static ObjectNode details(Details details) {
        var node = JsonNodeFactory.instance.objectNode();
        put(node, "name", details.name());
        put(node, "group", details.group());
        put(node, "kind", details.kind());
        put(node, "uid", details.uid());
        if (!details.causes().isEmpty()) {
            var causes = node.putArray("causes");
            details.causes().forEach(cause -> causes.add(cause(cause)));
        }
        if (details.retryAfterSeconds() > 0) {
            node.put("retryAfterSeconds", details.retryAfterSeconds());
        }
        return node;
    }

    private static ObjectNode cause(ApiFailure.Cause cause) {
        var node = JsonNodeFactory.instance.objectNode();
        put(node, "reason", cause.reason());
        put(node, "message", cause.message());
        put(node, "field", cause.field());
        return node;
    }

    private static void put(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }
}
