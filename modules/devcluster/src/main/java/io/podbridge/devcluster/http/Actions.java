package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.discovery.TransientType;
import io.podbridge.devcluster.request.RequestPath;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import tools.jackson.databind.node.ObjectNode;

/** What is created only to have something done or answered: bindings, evictions, tokens, reviews. Thread-safe. */
final class Actions {
    private final Api api;
    private final Reviews reviews;

    Actions(Api api, Reviews reviews) {
        this.api = api;
        this.reviews = reviews;
    }

    /** Empty if the path names objects that are stored. */
    Optional<CompletionStage<HttpResponse>> onCollection(RequestPath.Resource path, Call call) {
        return TransientType.find(path.groupVersion(), path.plural()).map(type -> {
            if (!call.info().verb().equals("create")
                    || (type.namespaced() && path.namespace().isEmpty())) {
                throw Refusals.methodNotAllowed();
            }
            return type.plural().equals("bindings") ? bind(path.namespace(), call) : review(type, path, call);
        });
    }

    private CompletionStage<HttpResponse> review(TransientType type, RequestPath.Resource path, Call call) {
        var representation = call.representation();
        return call.body().thenApply(body -> {
            var answer = reviews.answer(type, path.namespace(), body.object(type.kind()), call.user());
            return Replies.tree(201, answer, representation);
        });
    }

    private CompletionStage<HttpResponse> bind(String namespace, Call call) {
        return call.body().thenApply(body -> {
            var binding = body.object("Binding");
            var name = binding.path("metadata").path("name").asString("");
            return bind(new ObjectKey(ResourceTypes.PODS, namespace, name), binding, call);
        });
    }

    private HttpResponse bind(ObjectKey pod, ObjectNode binding, Call call) {
        var warnings = new CopyOnWriteArrayList<String>();
        api.bind(pod, binding, RequestOptions.write("CreateOptions", call, warnings::add));
        return done(call, warnings);
    }

    /** A subresource that is created: {@code binding}, {@code eviction}, {@code token}. */
    CompletionStage<HttpResponse> onObject(ObjectKey key, String part, Call call) {
        return call.body().thenApply(body -> switch (part) {
            case "binding" -> bind(key, body.object("Binding"), call);
            case "eviction" -> evict(key, body.object("Eviction"), call);
            case "token" -> token(key, body.object("TokenRequest"), call);
            default -> throw Refusals.methodNotAllowed();
        });
    }

    private HttpResponse evict(ObjectKey pod, ObjectNode eviction, Call call) {
        var warnings = new CopyOnWriteArrayList<String>();
        api.evict(pod, eviction, RequestOptions.write("CreateOptions", call, warnings::add));
        return done(call, warnings);
    }

    private HttpResponse token(ObjectKey serviceAccount, ObjectNode request, Call call) {
        var warnings = new CopyOnWriteArrayList<String>();
        var options = RequestOptions.write("CreateOptions", call, warnings::add);
        var answer = api.createToken(serviceAccount, request, options);
        return Replies.warn(Replies.tree(201, answer, call.representation()), warnings);
    }

    private static HttpResponse done(Call call, List<String> warnings) {
        return Replies.warn(Replies.tree(201, StatusBody.success(201), call.representation()), warnings);
    }
}
