package io.podbridge.devcluster.admission;

import io.podbridge.devcluster.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The defaults of pods and of pod templates. */
final class PodDefaults {
    private static final int GRACE_SECONDS = 30;
    private static final int TOLERATED_SECONDS = 300;
    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");

    private PodDefaults() {}

    static void pod(ObjectNode pod) {
        ObjectNode spec = Json.ensure(pod, "spec");
        spec(spec);
        containers(spec).forEach(PodDefaults::requests);
        Fill.flag(spec, "enableServiceLinks", true);
        if (Json.at(spec, "hostNetwork").booleanValue(false)) {
            containers(spec).flatMap(each -> Json.objects(each, "ports").stream()).forEach(PodDefaults::hostPort);
        }
    }

    private static void hostPort(ObjectNode port) {
        Fill.positive(port, "hostPort", (int) Json.number(port, "containerPort").orElse(0));
    }

    /** A limit without a request is also the request. */
    private static void requests(ObjectNode container) {
        if (Json.at(container, "resources", "limits") instanceof ObjectNode limits && !limits.isEmpty()) {
            ObjectNode requests = Json.ensure(container, "resources", "requests");
            limits.forEachEntry((name, quantity) -> {
                if (!requests.has(name)) {
                    requests.set(name, quantity);
                }
            });
        }
    }

    /** What a template gets as well. */
    static void spec(ObjectNode spec) {
        Fill.text(spec, "dnsPolicy", "ClusterFirst");
        Fill.text(spec, "restartPolicy", "Always");
        Fill.text(spec, "schedulerName", "default-scheduler");
        Fill.number(spec, "terminationGracePeriodSeconds", GRACE_SECONDS);
        Json.ensure(spec, "securityContext");
        containers(spec).forEach(PodDefaults::container);
        Json.objects(spec, "volumes").forEach(VolumeDefaults::apply);
    }

    private static Stream<ObjectNode> containers(ObjectNode spec) {
        return Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(list -> Json.objects(spec, list).stream());
    }

    private static void container(ObjectNode container) {
        Fill.text(container, "imagePullPolicy", latest(Json.text(container, "image")) ? "Always" : "IfNotPresent");
        Fill.text(container, "terminationMessagePath", "/dev/termination-log");
        Fill.text(container, "terminationMessagePolicy", "File");
        Json.ensure(container, "resources");
        Json.objects(container, "ports").forEach(port -> Fill.text(port, "protocol", "TCP"));
        Json.objects(container, "env").forEach(PodDefaults::variable);
        PROBES.forEach(each -> {
            if (container.get(each) instanceof ObjectNode probe) {
                probe(probe);
            }
        });
        if (Json.at(container, "lifecycle") instanceof ObjectNode lifecycle) {
            lifecycle.values().forEach(handler -> httpGet(Json.at(handler, "httpGet")));
        }
    }

    private static void variable(ObjectNode variable) {
        if (Json.at(variable, "valueFrom", "fieldRef") instanceof ObjectNode reference) {
            Fill.text(reference, "apiVersion", "v1");
        }
    }

    private static void probe(ObjectNode probe) {
        Fill.positive(probe, "timeoutSeconds", 1);
        Fill.positive(probe, "periodSeconds", 10);
        Fill.positive(probe, "successThreshold", 1);
        Fill.positive(probe, "failureThreshold", 3);
        httpGet(Json.at(probe, "httpGet"));
        if (Json.at(probe, "grpc") instanceof ObjectNode grpc) {
            Fill.text(grpc, "service", "");
        }
    }

    private static void httpGet(JsonNode action) {
        if (action instanceof ObjectNode httpGet) {
            Fill.text(httpGet, "path", "/");
            Fill.text(httpGet, "scheme", "HTTP");
        }
    }

    /** An image without a tag is its latest; one with a digest is that one. */
    private static boolean latest(String image) {
        if (image.isEmpty() || image.contains("@")) {
            return false;
        }
        String last = image.substring(image.lastIndexOf('/') + 1);
        return !last.contains(":") || last.endsWith(":latest");
    }

    static void created(ObjectNode pod, Instant now) {
        ObjectNode spec = Json.ensure(pod, "spec");
        Fill.text(spec, "serviceAccountName", "default");
        spec.set("serviceAccount", spec.path("serviceAccountName"));
        Fill.number(spec, "priority", 0);
        Fill.text(spec, "preemptionPolicy", "PreemptLowerPriority");
        tolerate(spec, "node.kubernetes.io/not-ready");
        tolerate(spec, "node.kubernetes.io/unreachable");
        Json.ensure(pod, "status").put("phase", "Pending").put("qosClass", QualityOfService.of(spec));
        if (!Json.at(spec, "schedulingGates").isEmpty()) {
            gated(Json.ensure(pod, "status"), now);
        }
    }

    private static void gated(ObjectNode status, Instant now) {
        status.putArray("conditions")
                .addObject()
                .put("type", "PodScheduled")
                .put("status", "False")
                .put("reason", "SchedulingGated")
                .put("message", "Scheduling is blocked due to non-empty scheduling gates")
                .put("lastTransitionTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** A pod outlives trouble of its node for a while ({@code DefaultTolerationSeconds} admission). */
    private static void tolerate(ObjectNode spec, String taint) {
        ArrayNode tolerations =
                spec.get("tolerations") instanceof ArrayNode present ? present : spec.putArray("tolerations");
        boolean tolerated = Json.objects(tolerations).stream().anyMatch(each -> tolerates(each, taint));
        if (!tolerated) {
            tolerations
                    .addObject()
                    .put("key", taint)
                    .put("operator", "Exists")
                    .put("effect", "NoExecute")
                    .put("tolerationSeconds", TOLERATED_SECONDS);
        }
    }

    private static boolean tolerates(ObjectNode toleration, String taint) {
        String key = Json.text(toleration, "key");
        String effect = Json.text(toleration, "effect");
        return (key.equals(taint) || key.isEmpty()) && (effect.equals("NoExecute") || effect.isEmpty());
    }
}
