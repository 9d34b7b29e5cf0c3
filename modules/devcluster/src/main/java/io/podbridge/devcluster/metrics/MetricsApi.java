package io.podbridge.devcluster.metrics;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ApiFailure.Details;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.api.ListOptions;
import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.resource.MeasuredTypes;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import io.podbridge.devcluster.selector.FieldSelector;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code metrics.k8s.io}, with the answers and refusals of metrics-server ({@code pkg/api}): of nodes, and of
 * pods that run. Who is not measured yet is not in a list, and not found by name. Thread-safe.
 */
public final class MetricsApi {
    private static final String RUNNING = "Running";

    private final Api api;
    private final Readings readings;
    private final Clock clock;

    public MetricsApi(Api api, Readings readings, Clock clock) {
        this.api = api;
        this.readings = readings;
        this.clock = clock;
    }

    /**
     * One document.
     *
     * @param key of one of the {@link MeasuredTypes}
     * @throws ApiFailure 404 {@code nodes "x" not found} if there is no such object, and
     *     {@code nodemetrics.metrics.k8s.io "x" not found} if there are no numbers
     */
    public ObjectNode get(ObjectKey key) {
        var type = measured(key.type());
        var object = api.get(new ObjectKey(type, key.namespace(), key.name()));
        var tree = object.tree();
        if (type.equals(ResourceTypes.PODS)
                && !tree.path("status").path("phase").asString("").equals(RUNNING)) {
            throw Failures.notFound(object.key());
        }
        return document(object.key(), tree).orElseThrow(() -> unmeasured(key));
    }

    /**
     * A list, by namespace and name.
     *
     * @param namespace empty for all
     * @param options selectors only; a list has one page, and no version
     * @throws ApiFailure 400 for a malformed selector, or one of another field than name and namespace
     */
    public List<ObjectNode> list(ResourceType type, String namespace, ListOptions options) {
        refuseOtherFields(type, options.fieldSelector());
        var fields = options.fieldSelector();
        var selected = type.equals(MeasuredTypes.POD_METRICS)
                ? (fields.isEmpty() ? "" : fields + ",") + "status.phase=" + RUNNING
                : fields;
        var selection = new ListOptions(options.labelSelector(), selected, 0, "", "", "");
        return api.list(measured(type), namespace, selection).items().stream()
                .flatMap(object -> document(object).stream())
                .toList();
    }

    /** A list as a document. */
    public static ObjectNode list(ResourceType type, List<ObjectNode> items) {
        return MetricsDocuments.list(type, items);
    }

    private static ResourceType measured(ResourceType type) {
        return type.equals(MeasuredTypes.POD_METRICS) ? ResourceTypes.PODS : ResourceTypes.NODES;
    }

    private Optional<ObjectNode> document(StoredObject object) {
        return document(object.key(), object.tree());
    }

    private Optional<ObjectNode> document(ObjectKey key, ObjectNode tree) {
        var now = clock.instant();
        if (key.type().equals(ResourceTypes.NODES)) {
            return readings.node(key.name()).map(usage -> MetricsDocuments.node(tree, usage, now));
        }
        var node = tree.path("spec").path("nodeName").asString("");
        return readings.pod(node, new PodName(key.namespace(), key.name()))
                .map(usage -> MetricsDocuments.pod(tree, usage, now));
    }

    private static void refuseOtherFields(ResourceType type, String selector) {
        for (var field : FieldSelector.parse(selector).fields()) {
            if (!field.equals("metadata.name") && !(type.namespaced() && field.equals("metadata.namespace"))) {
                throw Failures.badRequest("\"" + field
                        + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
            }
        }
    }

    private static ApiFailure unmeasured(ObjectKey key) {
        var group = key.type().groupVersion().group();
        var kind = key.type().kind().toLowerCase(Locale.ROOT);
        var name = key.namespace().isEmpty() ? key.name() : key.namespace() + "/" + key.name();
        return new ApiFailure(
                404,
                "NotFound",
                kind + "." + group + " \"" + name + "\" not found",
                new Details(group, kind, name, "", List.of(), 0));
    }
}
