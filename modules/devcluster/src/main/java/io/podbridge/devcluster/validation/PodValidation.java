package io.podbridge.devcluster.validation;

import io.podbridge.devcluster.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** {@code ValidatePodSpec}, as far as newcomers mistype it. */
final class PodValidation {
    private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
    private static final List<String> DNS_POLICIES = List.of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
    private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
    private static final int MAX_PORT = 65_535;

    private PodValidation() {}

    static void spec(ObjectNode spec, String field, Faults faults) {
        Set<String> volumes = volumes(spec, field, faults);
        Set<String> names = new HashSet<>();
        List<ObjectNode> containers = Json.objects(spec, "containers");
        if (containers.isEmpty()) {
            faults.required(field + ".containers", "");
        }
        containers(containers, field + ".containers", volumes, names, faults);
        containers(Json.objects(spec, "initContainers"), field + ".initContainers", volumes, names, faults);
        oneOf(spec, "restartPolicy", RESTART_POLICIES, field, faults);
        oneOf(spec, "dnsPolicy", DNS_POLICIES, field, faults);
        MetadataValidation.labels(spec.path("nodeSelector"), field + ".nodeSelector", faults);
        if (Json.number(spec, "activeDeadlineSeconds").orElse(1) < 1) {
            faults.invalid(
                    field + ".activeDeadlineSeconds",
                    spec.path("activeDeadlineSeconds"),
                    "must be between 1 and 2147483647, inclusive");
        }
    }

    private static Set<String> volumes(ObjectNode spec, String field, Faults faults) {
        Set<String> names = new HashSet<>();
        List<ObjectNode> volumes = Json.objects(spec, "volumes");
        for (int i = 0; i < volumes.size(); i++) {
            name(volumes.get(i), field + ".volumes[" + i + "]", names, faults);
        }
        return names;
    }

    private static void containers(
            List<ObjectNode> containers, String field, Set<String> volumes, Set<String> names, Faults faults) {
        for (int i = 0; i < containers.size(); i++) {
            container(containers.get(i), field + "[" + i + "]", volumes, names, faults);
        }
    }

    private static void container(
            ObjectNode container, String field, Set<String> volumes, Set<String> names, Faults faults) {
        name(container, field, names, faults);
        String image = Json.text(container, "image");
        if (image.isEmpty()) {
            faults.required(field + ".image", "");
        } else if (!image.equals(image.strip())) {
            faults.invalid(field + ".image", image, "must not have leading or trailing whitespace");
        }
        List<ObjectNode> ports = Json.objects(container, "ports");
        for (int i = 0; i < ports.size(); i++) {
            port(ports.get(i), "containerPort", field + ".ports[" + i + "]", faults);
        }
        variables(Json.objects(container, "env"), field, faults);
        mounts(Json.objects(container, "volumeMounts"), field, volumes, faults);
        oneOf(container, "imagePullPolicy", PULL_POLICIES, field, faults);
        QuantityValidation.check(container, field, faults);
    }

    private static void name(ObjectNode named, String field, Set<String> names, Faults faults) {
        String name = Json.text(named, "name");
        if (name.isEmpty()) {
            faults.required(field + ".name", "");
            return;
        }
        Formats.label(name).forEach(each -> faults.invalid(field + ".name", name, each));
        if (!names.add(name)) {
            faults.duplicate(field + ".name", name);
        }
    }

    static void port(ObjectNode port, String name, String field, Faults faults) {
        long number = Json.number(port, name).orElse(0);
        if (number == 0 && name.equals("containerPort")) {
            faults.required(field + "." + name, "");
        } else if (number < 1 || number > MAX_PORT) {
            faults.invalid(field + "." + name, port.path(name), "must be between 1 and 65535, inclusive");
        }
        oneOf(port, "protocol", PROTOCOLS, field, faults);
    }

    private static void variables(List<ObjectNode> variables, String field, Faults faults) {
        for (int i = 0; i < variables.size(); i++) {
            if (Json.text(variables.get(i), "name").isEmpty()) {
                faults.required(field + ".env[" + i + "].name", "");
            }
            if (!Json.text(variables.get(i), "value").isEmpty() && Json.present(variables.get(i), "valueFrom")) {
                faults.invalid(
                        field + ".env[" + i + "].valueFrom", "", "may not be specified when `value` is not empty");
            }
        }
    }

    private static void mounts(List<ObjectNode> mounts, String field, Set<String> volumes, Faults faults) {
        for (int i = 0; i < mounts.size(); i++) {
            String place = field + ".volumeMounts[" + i + "]";
            String name = Json.text(mounts.get(i), "name");
            if (name.isEmpty()) {
                faults.required(place + ".name", "");
            } else if (!volumes.contains(name)) {
                faults.notFound(place + ".name", name);
            }
            if (Json.text(mounts.get(i), "mountPath").isEmpty()) {
                faults.required(place + ".mountPath", "");
            }
        }
    }

    private static void oneOf(ObjectNode node, String name, List<String> supported, String field, Faults faults) {
        String value = Json.text(node, name);
        if (!value.isEmpty() && !supported.contains(value)) {
            faults.unsupported(field + "." + name, value, supported);
        }
    }
}
