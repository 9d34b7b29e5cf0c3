package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.DeleteResult;
import io.podbridge.devcluster.api.ObjectPage;
import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Deletion of one object or of many. Thread-safe. */
final class Deletes {
    /**
     * Kinds whose deletion shows the deleted object; that of others only says that it is done (ReturnDeletedObject).
     */
    private static final Set<ResourceType> SHOWN = Set.of(
            ResourceTypes.PODS,
            ResourceTypes.NAMESPACES,
            ResourceTypes.SERVICES,
            ResourceTypes.SERVICE_ACCOUNTS,
            ResourceTypes.PERSISTENT_VOLUMES,
            ResourceTypes.PERSISTENT_VOLUME_CLAIMS,
            ResourceTypes.POD_TEMPLATES,
            ResourceTypes.RESOURCE_QUOTAS,
            ResourceTypes.CSI_DRIVERS,
            ResourceTypes.CSI_NODES,
            ResourceTypes.STORAGE_CLASSES,
            ResourceTypes.VOLUME_ATTACHMENTS);

    private final Api api;

    Deletes(Api api) {
        this.api = api;
    }

    CompletionStage<HttpResponse> one(ObjectKey key, Call call) {
        call.representation();
        return call.body().thenApply(body -> reply(api.delete(key, options(body, call)), call));
    }

    private static HttpResponse reply(DeleteResult result, Call call) {
        var key = result.object().key();
        return result.gone() && !SHOWN.contains(key.type())
                ? Replies.tree(200, StatusBody.deleted(key, result.object().uid()), call.representation())
                : Views.object(200, result.object(), call);
    }

    CompletionStage<HttpResponse> collection(ResourceType type, String namespace, Call call) {
        if (type.namespaced() && namespace.isEmpty()) {
            throw Refusals.methodNotAllowed();
        }
        call.representation();
        return call.body().thenApply(body -> {
            var options = options(body, call);
            var page = api.list(type, namespace, RequestOptions.list(call.info().query()));
            var deleted = deleteAll(page.items(), options);
            return Views.list(type, new ObjectPage(deleted, page.resourceVersion(), "", OptionalLong.empty()), call);
        });
    }

    private List<StoredObject> deleteAll(List<StoredObject> objects, DeleteOptions options) {
        var deleted = new ArrayList<StoredObject>();
        for (var object : objects) {
            try {
                deleted.add(api.delete(object.key(), options).object());
            } catch (ApiFailure failure) {
                // Somebody else was faster.
                if (failure.code() != 404) {
                    throw failure;
                }
            }
        }
        return deleted;
    }

    private static DeleteOptions options(Body body, Call call) {
        return RequestOptions.delete(call.info().query(), body.options());
    }
}
