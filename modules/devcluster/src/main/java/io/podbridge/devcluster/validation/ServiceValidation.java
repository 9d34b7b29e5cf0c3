package io.podbridge.devcluster.validation;

import io.podbridge.devcluster.json.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code ValidateService}. */
final class ServiceValidation {
    private static final List<String> TYPES = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");

    private static final int MAX_PORT = 65_535;

    private ServiceValidation() {}

    static void spec(ObjectNode spec, Faults faults) {
        String type = Json.text(spec, "type");
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
            long target = Json.number(port, "targetPort").orElse(1);
            if (target < 1 || target > MAX_PORT) {
                faults.invalid(
                        field + ".targetPort", port.path("targetPort"), "must be between 1 and 65535, inclusive");
            }
        }
        if (!TYPES.contains(type)) {
            faults.unsupported("spec.type", type, TYPES);
        }
    }
}
