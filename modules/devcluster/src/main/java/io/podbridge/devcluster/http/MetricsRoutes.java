package io.podbridge.devcluster.http;

import io.podbridge.devcluster.metrics.MetricsApi;
import io.podbridge.devcluster.request.RequestPath;
import io.podbridge.devcluster.resource.MeasuredTypes;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Requests about what nodes and pods use: they can be read, and nothing else. Thread-safe. */
final class MetricsRoutes {
    private final MetricsApi metrics;

    MetricsRoutes(MetricsApi metrics) {
        this.metrics = metrics;
    }

    HttpResponse handle(RequestPath.Resource path, Call call) {
        call.ignoreBody();
        var type = MeasuredTypes.find(path.groupVersion(), path.plural()).orElseThrow(Refusals::unknownResource);
        ResourceRoutes.requireScope(type, path);
        if (!path.subresource().isEmpty()) {
            throw Refusals.unknownResource();
        }
        return switch (call.info().verb()) {
            case "get" -> one(type, metrics.get(new ObjectKey(type, path.namespace(), path.name())), call);
            case "list" -> {
                var options = RequestOptions.list(call.info().query());
                yield all(type, metrics.list(type, path.namespace(), options), call);
            }
            default -> throw Refusals.methodNotAllowed();
        };
    }

    private static HttpResponse one(ResourceType type, ObjectNode document, Call call) {
        var representation = call.representation();
        var tree = switch (representation.shape()) {
            case WHOLE -> document;
            case METADATA -> Views.metadata(document);
            case TABLE -> Views.table(type, List.of(document), noVersion(), call);
        };
        return Replies.tree(200, tree, representation);
    }

    private static HttpResponse all(ResourceType type, List<ObjectNode> items, Call call) {
        var representation = call.representation();
        var tree = switch (representation.shape()) {
            case WHOLE -> MetricsApi.list(type, items);
            case METADATA -> Views.metadata(noVersion(), items);
            case TABLE -> Views.table(type, items, noVersion(), call);
        };
        return Replies.tree(200, tree, representation);
    }

    /** What is not stored has no version. */
    private static ObjectNode noVersion() {
        return JsonNodeFactory.instance.objectNode();
    }
}
