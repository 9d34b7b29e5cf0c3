package io.podbridge.devcluster.http;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.discovery.ServedGroups;
import io.podbridge.devcluster.proxy.KubeletProxy;
import io.podbridge.devcluster.request.RequestPath;
import io.podbridge.devcluster.resource.GroupVersions;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Requests about objects, by verb. Thread-safe. */
final class ResourceRoutes {
    /** Subresources that are answered by the kubelet of the node. */
    private static final List<String> CONNECTIONS = List.of("log", "exec", "attach", "portforward", "proxy");

    /** Verbs that need a name; without one, some of them are called otherwise. */
    private static final List<String> OF_ONE = List.of("update", "patch");

    private final Api api;
    private final Writes writes;
    private final Deletes deletes;
    private final WatchRoute watches;
    private final Actions actions;
    private final KubeletProxy kubelets;
    private final MetricsRoutes metrics;

    ResourceRoutes(
            Api api,
            Writes writes,
            Deletes deletes,
            WatchRoute watches,
            Actions actions,
            KubeletProxy kubelets,
            MetricsRoutes metrics) {
        this.api = api;
        this.writes = writes;
        this.deletes = deletes;
        this.watches = watches;
        this.actions = actions;
        this.kubelets = kubelets;
        this.metrics = metrics;
    }

    CompletionStage<HttpResponse> handle(RequestPath.Resource path, Call call) {
        if (!ServedGroups.all().contains(path.groupVersion())) {
            return ignoring(call, Replies.text(404, "404 page not found\n"));
        }
        if (path.groupVersion().equals(GroupVersions.METRICS)) {
            return completedFuture(metrics.handle(path, call));
        }
        var transientAnswer = actions.onCollection(path, call);
        if (transientAnswer.isPresent()) {
            return transientAnswer.get();
        }
        var type = ResourceTypes.find(path.groupVersion(), path.plural()).orElseThrow(Refusals::unknownResource);
        requireScope(type, path);
        return path.subresource().isEmpty() ? onObjects(type, path, call) : onPart(type, path, call);
    }

    private CompletionStage<HttpResponse> onObjects(ResourceType type, RequestPath.Resource path, Call call) {
        if (path.name().isEmpty() && OF_ONE.contains(call.info().verb())) {
            throw Refusals.methodNotAllowed();
        }
        return switch (call.info().verb()) {
            case "get" -> ignoring(call, Views.object(200, api.get(key(type, path)), call));
            case "list" -> ignoring(call, list(type, path, call));
            case "watch" -> completedFuture(watches.watch(type, path, call));
            case "create" -> {
                if (!path.name().isEmpty()) {
                    throw Refusals.methodNotAllowed();
                }
                yield writes.create(type, path.namespace(), call);
            }
            case "update" -> writes.update(key(type, path), "", call);
            case "patch" -> writes.patch(key(type, path), "", call);
            case "delete" -> deletes.one(key(type, path), call);
            case "deletecollection" -> deletes.collection(type, namespace(type, path), call);
            default -> throw Refusals.methodNotAllowed();
        };
    }

    private CompletionStage<HttpResponse> onPart(ResourceType type, RequestPath.Resource path, Call call) {
        var name = path.subresource();
        var part = type.subresource(name).orElseThrow(Refusals::unknownResource);
        var key = key(type, path);
        if (CONNECTIONS.contains(name)) {
            return kubelets.connect(key, name, path.rest(), call.info(), call.request());
        }
        if (!part.verbs().contains(call.info().verb())) {
            throw Refusals.methodNotAllowed();
        }
        return switch (call.info().verb()) {
            case "get" -> ignoring(call, Views.object(200, api.get(key, name), call));
            case "update" -> writes.update(key, name, call);
            case "patch" -> writes.patch(key, name, call);
            case "create" -> actions.onObject(key, name, call);
            default -> throw Refusals.methodNotAllowed();
        };
    }

    private HttpResponse list(ResourceType type, RequestPath.Resource path, Call call) {
        call.representation();
        var page = api.list(
                type, namespace(type, path), RequestOptions.list(call.info().query()));
        return Views.list(type, page, call);
    }

    /** For a fault: a watch that has expired says so in its stream. */
    HttpResponse expiredWatch(RequestPath.Resource path, Call call, ApiFailure failure) {
        var type = ResourceTypes.find(path.groupVersion(), path.plural()).orElseThrow(Refusals::unknownResource);
        return watches.failed(failure, type, call);
    }

    private static CompletionStage<HttpResponse> ignoring(Call call, HttpResponse reply) {
        call.ignoreBody();
        return completedFuture(reply);
    }

    static void requireScope(ResourceType type, RequestPath.Resource path) {
        if (type.equals(ResourceTypes.NAMESPACES)) {
            return;
        }
        var inNamespace = !path.namespace().isEmpty();
        var wrong = type.namespaced() ? !inNamespace && !path.name().isEmpty() : inNamespace;
        if (wrong) {
            throw Refusals.unknownResource();
        }
    }

    private static String namespace(ResourceType type, RequestPath.Resource path) {
        return type.namespaced() ? path.namespace() : "";
    }

    private static ObjectKey key(ResourceType type, RequestPath.Resource path) {
        return new ObjectKey(type, namespace(type, path), path.name());
    }
}
