package io.podbridge.devcluster.validation;

import io.podbridge.devcluster.json.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code ValidateService}. */
final class ServiceValidation {
    private static final List<String> TYPES = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");

    private ServiceValidation() {}

    static void spec(ObjectNode spec, Faults faults) {
        String type = Json.text(spec, "type");
        if (!TYPES.contains(type)) {
            faults.unsupported("spec.type", type, TYPES);
        }
        List<ObjectNode> ports = Json.objects(spec, "ports");
        if (ports.isEmpty() && !type.equals("ExternalName") && !Json.text(spec, "clusterIP").equals("None")) {
            faults.required("spec.ports", "");
        }
        for (int i = 0; i < ports.size(); i++) {
            ObjectNode port = ports.get(i);
            String field = "spec.ports[" + i + "]";
            if (ports.size() > 1 && Json.text(port, "name").isEmpty()) {
                faults.required(field + ".name", "");
            }
            PodValidation.port(port, "port", field, faults);
        }
    }
}
