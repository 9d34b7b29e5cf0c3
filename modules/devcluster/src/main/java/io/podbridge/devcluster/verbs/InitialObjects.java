package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What is in every cluster from its beginning. */
final class InitialObjects {
    private static final List<String> NAMESPACES = List.of("default", "kube-system", "kube-public", "kube-node-lease");
    private static final int HTTPS = 443;
    private static final int API = 6443;

    private InitialObjects() {}

    static void create(Api api) {
        for (String namespace : NAMESPACES) {
            create(api, ResourceTypes.NAMESPACES, "", named(namespace));
            create(api, ResourceTypes.SERVICE_ACCOUNTS, namespace, named("default"));
        }
        create(api, ResourceTypes.SERVICES, "default", service());
    }

    private static ObjectNode service() {
        ObjectNode service = named("kubernetes");
        Json.ensure(service, "metadata", "labels").put("component", "apiserver").put("provider", "kubernetes");
        ObjectNode spec = service.putObject("spec").put("clusterIP", "10.96.0.1");
        spec.putArray("ports")
                .addObject()
                .put("name", "https")
                .put("port", HTTPS)
                .put("protocol", "TCP")
                .put("targetPort", API);
        return service;
    }

    private static ObjectNode named(String name) {
        ObjectNode object = Json.object();
        object.putObject("metadata").put("name", name);
        return object;
    }

    private static void create(Api api, ResourceType type, String namespace, ObjectNode object) {
        var created = api.create(type, namespace, object, WriteOptions.of("kube-apiserver"));
        assert created.resourceVersion() > 0;
    }
}
