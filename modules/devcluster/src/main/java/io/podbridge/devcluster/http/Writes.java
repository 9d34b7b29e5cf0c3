package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Create, update and patch. Thread-safe. */
final class Writes {
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";
    private static final String APPLY_PATCH = "application/apply-patch+yaml";
    private static final List<String> PATCHES = List.of(JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH, APPLY_PATCH);

    private final Api api;

    Writes(Api api) {
        this.api = api;
    }

    CompletionStage<HttpResponse> create(ResourceType type, String namespace, Call call) {
        if (type.namespaced() && namespace.isEmpty()) {
            throw Refusals.methodNotAllowed();
        }
        call.representation();
        var warnings = new CopyOnWriteArrayList<String>();
        var options = RequestOptions.write("CreateOptions", call, warnings::add);
        return call.body().thenApply(body -> {
            var object = body.object(type.kind());
            DuplicateFields.check(type, body, options);
            var created = api.create(type, type.namespaced() ? namespace : "", object, options);
            return Replies.warn(Views.object(201, created, call), warnings);
        });
    }

    CompletionStage<HttpResponse> update(ObjectKey key, String part, Call call) {
        call.representation();
        var warnings = new CopyOnWriteArrayList<String>();
        var options = RequestOptions.write("UpdateOptions", call, warnings::add);
        return call.body().thenApply(body -> {
            var object = body.object(key.type().kind());
            DuplicateFields.check(key.type(), body, options);
            var updated = api.update(key, part, object, options);
            return Replies.warn(Views.object(200, updated, call), warnings);
        });
    }

    CompletionStage<HttpResponse> patch(ObjectKey key, String part, Call call) {
        call.representation();
        var patchType = patchType(call);
        var warnings = new CopyOnWriteArrayList<String>();
        var options = RequestOptions.write("PatchOptions", call, warnings::add);
        requireConsistent(patchType, options, call);
        return call.body().thenApply(body -> {
            var patch = new Patch(patchType, body.patch(patchType == Patch.Type.APPLY));
            var result = api.patch(key, part, patch, options);
            return Replies.warn(Views.object(result.created() ? 201 : 200, result.object(), call), warnings);
        });
    }

    static Patch.Type patchType(Call call) {
        return switch (call.mediaType()) {
            case JSON_PATCH -> Patch.Type.JSON;
            case MERGE_PATCH -> Patch.Type.MERGE;
            case STRATEGIC_PATCH -> Patch.Type.STRATEGIC;
            case APPLY_PATCH -> Patch.Type.APPLY;
            default -> throw Refusals.unsupportedMediaType(PATCHES);
        };
    }

    /** As apimachinery's ValidatePatchOptions. */
    private static void requireConsistent(Patch.Type type, WriteOptions options, Call call) {
        if (type == Patch.Type.APPLY) {
            if (call.info().query().get("fieldManager").isEmpty()) {
                throw Refusals.invalidOptions(
                        "PatchOptions",
                        "fieldManager",
                        "FieldValueRequired",
                        "Required value: is required for apply patch");
            }
        } else if (options.force()) {
            throw Refusals.invalidOptions(
                    "PatchOptions",
                    "force",
                    "FieldValueForbidden",
                    "Forbidden: may not be specified for non-apply patch");
        }
    }
}
