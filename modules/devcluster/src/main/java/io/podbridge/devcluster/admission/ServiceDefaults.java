package io.podbridge.devcluster.admission;

import io.podbridge.devcluster.json.Json;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The defaults of a Service. */
final class ServiceDefaults {
    private static final int AFFINITY_SECONDS = 10_800;
    private static final Set<String> ROUTED = Set.of("ClusterIP", "NodePort", "LoadBalancer");

    private ServiceDefaults() {}

    static void apply(ObjectNode spec) {
        Fill.text(spec, "type", "ClusterIP");
        Fill.text(spec, "sessionAffinity", "None");
        if (Json.text(spec, "sessionAffinity").equals("ClientIP")) {
            Fill.number(Json.ensure(spec, "sessionAffinityConfig", "clientIP"), "timeoutSeconds", AFFINITY_SECONDS);
        } else {
            spec.remove("sessionAffinityConfig");
        }
        Json.objects(spec, "ports").forEach(ServiceDefaults::port);
        String type = Json.text(spec, "type");
        if (ROUTED.contains(type)) {
            Fill.text(spec, "internalTrafficPolicy", "Cluster");
        }
        if (type.equals("NodePort") || type.equals("LoadBalancer")) {
            Fill.text(spec, "externalTrafficPolicy", "Cluster");
        }
        if (type.equals("LoadBalancer")) {
            Fill.flag(spec, "allocateLoadBalancerNodePorts", true);
        }
    }

    static void created(ObjectNode service) {
        Json.ensure(service, "status", "loadBalancer");
        ObjectNode spec = Json.ensure(service, "spec");
        if (ROUTED.contains(Json.text(spec, "type"))) {
            Fill.text(spec, "ipFamilyPolicy", "SingleStack");
            if (Json.texts(spec, "ipFamilies").isEmpty()) {
                spec.putArray("ipFamilies").add("IPv4");
            }
        }
    }

    private static void port(ObjectNode port) {
        Fill.text(port, "protocol", "TCP");
        JsonNode target = port.path("targetPort");
        boolean unset = target.isNumber() ? target.longValue() == 0 : target.stringValue("").isEmpty();
        if (unset) {
            port.set("targetPort", port.path("port"));
        }
    }
}
