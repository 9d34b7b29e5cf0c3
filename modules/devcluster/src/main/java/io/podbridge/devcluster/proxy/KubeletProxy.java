package io.podbridge.devcluster.proxy;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ApiFailure.Details;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.request.Query;
import io.podbridge.devcluster.request.RequestInfo;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceTypes;
import io.podbridge.devcluster.tls.IssuedCertificate;
import io.podbridge.devcluster.tls.TlsContexts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import tools.jackson.databind.JsonNode;

/** Hands requests on to the kubelet of a pod's node, or to the pod. Thread-safe. */
public final class KubeletProxy {
    private static final int REFUSAL_BYTES = 50_000;
    private static final long REFUSAL_MILLIS = 10_000;

    private final Locator locator;
    private final Forwarder forwarder;
    private final Tunnel tunnel;
    private final ActorSystem<?> system;

    /** @param own shown to kubelets, who allow its user everything */
    public KubeletProxy(Api api, IssuedCertificate own, ActorSystem<?> system) {
        var tls = TlsContexts.kubeletClient(own);
        this.locator = new Locator(api);
        this.forwarder = new Forwarder(system, tls);
        this.tunnel = new Tunnel(system, tls);
        this.system = system;
    }

    /**
     * @param part {@code log}, {@code exec}, {@code attach}, {@code portforward} or {@code proxy}
     * @param rest of the path behind a {@code proxy}
     */
    public CompletionStage<HttpResponse> connect(
            ObjectKey key, String part, String rest, RequestInfo info, HttpRequest request) {
        return switch (part) {
            case "log" -> log(key, info.query(), request);
            case "exec", "attach" -> stream(key, part, info.query(), request);
            case "portforward" -> portForward(key, info.query(), request);
            default -> proxy(key, rest + query(info.rawTarget()), request);
        };
    }

    private CompletionStage<HttpResponse> log(ObjectKey key, Query query, HttpRequest request) {
        request.discardEntityBytes(system);
        var pod = locator.pod(key);
        var container = Containers.choose(pod, query.get("container"));
        var kubelet = locator.kubeletOf(pod);
        var path = "/containerLogs/" + key.namespace() + "/" + key.name() + "/" + container
                + KubeletQuery.log(key.name(), query);
        if (kubelet.isEmpty()) {
            return CompletableFuture.completedFuture(HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
        }
        var endpoint = kubelet.get();
        return forwarder
                .get(endpoint, path)
                .exceptionally(problem -> {
                    var why = Dialing.problem(endpoint, problem);
                    throw Dialing.failure("Get \"" + endpoint.url(path) + "\": " + why);
                })
                .thenCompose(answer -> logAnswer(key, answer));
    }

    private CompletionStage<HttpResponse> logAnswer(ObjectKey key, HttpResponse answer) {
        if (answer.status().isSuccess()) {
            var lines = answer.entity().getDataBytes();
            return CompletableFuture.completedFuture(
                    HttpResponse.create().withEntity(HttpEntities.create(ContentTypes.parse("text/plain"), lines)));
        }
        var code = answer.status().intValue();
        return answer.entity().toStrict(REFUSAL_MILLIS, REFUSAL_BYTES, system).thenApply(body -> {
            throw refusal(key, code, body.getData().utf8String());
        });
    }

    /** As k8s.io/apiserver's GenericHttpResponseChecker. */
    private static ApiFailure refusal(ObjectKey key, int code, String text) {
        return switch (code) {
            case 500 -> Failures.internal(text);
            case 400 -> Failures.badRequest(text);
            case 404 ->
                new ApiFailure(
                        404,
                        "NotFound",
                        "the server could not find the requested resource ( pods/log " + key.name() + ")",
                        new Details("", "pods/log", key.name(), "", List.of(), 0));
            default ->
                new ApiFailure(
                        code,
                        "",
                        "the server responded with the status code " + code
                                + " but did not return more information ( pods/log " + key.name() + ")",
                        new Details("", "pods/log", key.name(), "", List.of(), 0));
        };
    }

    private CompletionStage<HttpResponse> stream(ObjectKey key, String part, Query query, HttpRequest request) {
        var pod = locator.pod(key);
        var container = Containers.choose(pod, query.get("container"));
        var path =
                "/" + part + "/" + key.namespace() + "/" + key.name() + "/" + container + KubeletQuery.streams(query);
        return upgrade(kubelet(key, pod), path, request);
    }

    private CompletionStage<HttpResponse> portForward(ObjectKey key, Query query, HttpRequest request) {
        var path = "/portForward/" + key.namespace() + "/" + key.name() + KubeletQuery.portForward(query);
        return upgrade(kubelet(key, locator.pod(key)), path, request);
    }

    private Endpoint kubelet(ObjectKey key, JsonNode pod) {
        return locator.kubeletOf(pod)
                .orElseThrow(() -> Failures.badRequest("pod " + key.name() + " does not have a host assigned"));
    }

    private CompletionStage<HttpResponse> upgrade(Endpoint kubelet, String path, HttpRequest request) {
        if (!Tunnel.wanted(request)) {
            throw Failures.badRequest("Upgrade request required");
        }
        return tunnel.open(kubelet, path, request).exceptionally(problem -> {
            throw Dialing.failure("error dialing backend: " + Dialing.problem(kubelet, problem));
        });
    }

    private CompletionStage<HttpResponse> proxy(ObjectKey key, String pathAndQuery, HttpRequest request) {
        var name = ProxyName.parse(key.name());
        var endpoint = proxied(key, name);
        var path = pathAndQuery.startsWith("/") ? pathAndQuery : "/" + pathAndQuery;
        if (endpoint.tls() && Tunnel.wanted(request)) {
            return upgrade(endpoint, path, request);
        }
        return forwarder.forward(endpoint, path, request).exceptionally(problem -> {
            throw unavailable("error trying to reach service: " + Dialing.problem(endpoint, problem));
        });
    }

    private Endpoint proxied(ObjectKey key, ProxyName name) {
        if (key.type().equals(ResourceTypes.NODES)) {
            return locator.kubelet(name.name());
        }
        if (key.type().equals(ResourceTypes.PODS)) {
            return locator.pod(key, name);
        }
        throw unavailable("no endpoints available for service \"" + key.name() + "\"");
    }

    private static ApiFailure unavailable(String message) {
        return new ApiFailure(503, "ServiceUnavailable", message, Details.NONE);
    }

    private static String query(String target) {
        var mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark);
    }
}
