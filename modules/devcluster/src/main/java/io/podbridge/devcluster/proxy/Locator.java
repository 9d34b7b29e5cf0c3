package io.podbridge.devcluster.proxy;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Finds out where to go for a node or a pod (pkg/kubelet/client, pkg/registry/core). Thread-safe. */
final class Locator {
    private static final int KUBELET_PORT = 10250;
    private static final List<String> ADDRESSES = List.of("InternalIP", "ExternalIP", "Hostname");

    private final Api api;

    Locator(Api api) {
        this.api = api;
    }

    JsonNode pod(ObjectKey key) {
        return api.get(key).tree();
    }

    /** Empty if the pod has no node yet. */
    Optional<Endpoint> kubeletOf(JsonNode pod) {
        var node = pod.path("spec").path("nodeName").asString("");
        return node.isEmpty() ? Optional.empty() : Optional.of(kubelet(node));
    }

    Endpoint kubelet(String node) {
        var status =
                api.get(new ObjectKey(ResourceTypes.NODES, "", node)).tree().path("status");
        var address = address(status)
                .orElseThrow(() -> Failures.internal("no preferred addresses found; known addresses: []"));
        var port = port(status);
        return new Endpoint(address, port > 0 ? port : KUBELET_PORT, true);
    }

    /** Where a node says that it has a kubelet; empty if it names no port or no address. */
    static Optional<Endpoint> named(JsonNode node) {
        var status = node.path("status");
        var port = port(status);
        return address(status).filter(address -> port > 0).map(address -> new Endpoint(address, port, true));
    }

    /** 0 if it names none. */
    private static int port(JsonNode status) {
        return status.path("daemonEndpoints")
                .path("kubeletEndpoint")
                .path("Port")
                .asInt(0);
    }

    private static Optional<String> address(JsonNode status) {
        for (var type : ADDRESSES) {
            var address = status.path("addresses")
                    .valueStream()
                    .filter(each -> each.path("type").asString("").equals(type))
                    .map(each -> each.path("address").asString(""))
                    .findFirst();
            if (address.isPresent()) {
                return address;
            }
        }
        return Optional.empty();
    }

    /**
     * The pod itself, for its proxy. Loopback is allowed, unlike in kube-apiserver: here everything may be on it.
     *
     * @param id {@code name}, {@code name:port} or {@code scheme:name:port}, as in the path
     */
    Endpoint pod(ObjectKey key, ProxyName id) {
        var pod = pod(new ObjectKey(key.type(), key.namespace(), id.name()));
        var address = pod.path("status").path("podIP").asString("");
        if (address.isEmpty()) {
            throw Failures.badRequest("address not allowed");
        }
        var tls = id.scheme().equals("https");
        return new Endpoint(address, id.port().orElseGet(() -> firstPort(pod).orElse(tls ? 443 : 80)), tls);
    }

    private static Optional<Integer> firstPort(JsonNode pod) {
        return pod.path("spec")
                .path("containers")
                .valueStream()
                .map(container -> container.path("ports").path(0).path("containerPort"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asInt)
                .findFirst();
    }
}
