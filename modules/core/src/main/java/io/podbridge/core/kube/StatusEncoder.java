package io.podbridge.core.kube;

import io.podbridge.core.pod.Condition;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Writes a status as a strategic merge patch of {@code pods/status}, such that reading the patched pod gives the same
 * status back, whatever was there before: what the status does not have is set to null. (But for
 * {@code observedGeneration}: kube-apiserver keeps the last one when it is cleared.)
 *
 * <p>The pod's UID and resourceVersion are in it, and are the fence: with either changed the API server answers 409.
 */
final class StatusEncoder {

    private static final int USUAL_SIZE = 2048;

    private StatusEncoder() {}

    /** The body of the patch. */
    static String patch(PodId pod, String resourceVersion, PodStatus status) {
        var out = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = Tokens.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("metadata");
            json.writeStringProperty("uid", pod.uid());
            json.writeStringProperty("resourceVersion", resourceVersion);
            json.writeEndObject();
            json.writeObjectPropertyStart("status");
            status(json, status);
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void status(JsonGenerator json, PodStatus status) {
        json.writeStringProperty("phase", status.phase().apiName());
        text(json, "reason", status.reason());
        text(json, "message", status.message());
        time(json, "startTime", status.startTime());
        if (status.observedGeneration() == 0) {
            json.writeNullProperty("observedGeneration");
        } else {
            json.writeNumberProperty("observedGeneration", status.observedGeneration());
        }
        address(json, "hostIP", "hostIPs", status.hostIp());
        address(json, "podIP", "podIPs", status.podIp());
        conditions(json, status.conditions());
        containers(json, "initContainerStatuses", status.initContainers());
        containers(json, "containerStatuses", status.containers());
        containers(json, "ephemeralContainerStatuses", status.ephemeralContainers());
    }

    /** Merged by type, so one of ours that is no more has to be taken out by name. */
    private static void conditions(JsonGenerator json, List<Condition> conditions) {
        json.writeArrayPropertyStart("conditions");
        conditions.forEach(condition -> condition(json, condition));
        for (String type : OwnedConditions.TYPES) {
            if (conditions.stream().noneMatch(condition -> condition.type().equals(type))) {
                json.writeStartObject();
                json.writeStringProperty("type", type);
                json.writeStringProperty("$patch", "delete");
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void condition(JsonGenerator json, Condition condition) {
        json.writeStartObject();
        json.writeStringProperty("type", condition.type());
        json.writeStringProperty("status", condition.status() ? "True" : "False");
        text(json, "reason", condition.reason());
        text(json, "message", condition.message());
        time(json, "lastTransitionTime", condition.lastTransition());
        json.writeEndObject();
    }

    /** The plural is merged by address: it is replaced, or the old one would stay in it. */
    private static void address(JsonGenerator json, String single, String plural, Optional<String> address) {
        text(json, single, address.orElse(""));
        if (address.isEmpty()) {
            json.writeNullProperty(plural);
            return;
        }
        json.writeArrayPropertyStart(plural);
        json.writeStartObject();
        json.writeStringProperty("$patch", "replace");
        json.writeEndObject();
        json.writeStartObject();
        json.writeStringProperty("ip", address.get());
        json.writeEndObject();
        json.writeEndArray();
    }

    /** Not merged: the list as a whole takes the place of the old one. */
    private static void containers(JsonGenerator json, String name, List<ContainerStatus> containers) {
        if (containers.isEmpty()) {
            json.writeNullProperty(name);
            return;
        }
        json.writeArrayPropertyStart(name);
        containers.forEach(container -> container(json, container));
        json.writeEndArray();
    }

    private static void container(JsonGenerator json, ContainerStatus container) {
        json.writeStartObject();
        json.writeStringProperty("name", container.name());
        json.writeStringProperty("image", container.image());
        json.writeStringProperty("imageID", "");
        if (container.containerId().isPresent()) {
            json.writeStringProperty("containerID", container.containerId().get());
        }
        json.writeBooleanProperty("ready", container.ready());
        json.writeBooleanProperty("started", container.running());
        json.writeNumberProperty("restartCount", container.restartCount());
        json.writeObjectPropertyStart("state");
        state(json, container.state());
        json.writeEndObject();
        json.writeObjectPropertyStart("lastState");
        container.lastState().ifPresent(ended -> state(json, ended));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void state(JsonGenerator json, ContainerState state) {
        switch (state) {
            case ContainerState.Waiting waiting -> {
                json.writeObjectPropertyStart("waiting");
                unlessEmpty(json, "reason", waiting.reason());
                unlessEmpty(json, "message", waiting.message());
            }
            case ContainerState.Running running -> {
                json.writeObjectPropertyStart("running");
                json.writeStringProperty("startedAt", Rfc3339.text(running.startedAt()));
            }
            case ContainerState.Terminated ended -> {
                json.writeObjectPropertyStart("terminated");
                terminated(json, ended);
            }
        }
        json.writeEndObject();
    }

    private static void terminated(JsonGenerator json, ContainerState.Terminated ended) {
        json.writeNumberProperty("exitCode", ended.exitCode());
        ended.signal().ifPresent(signal -> json.writeNumberProperty("signal", signal));
        unlessEmpty(json, "reason", ended.reason());
        unlessEmpty(json, "message", ended.message());
        time(json, "startedAt", ended.startedAt());
        time(json, "finishedAt", ended.finishedAt());
    }

    private static void unlessEmpty(JsonGenerator json, String name, String text) {
        if (!text.isEmpty()) {
            json.writeStringProperty(name, text);
        }
    }

    private static void text(JsonGenerator json, String name, String text) {
        if (text.isEmpty()) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, text);
        }
    }

    private static void time(JsonGenerator json, String name, Optional<Instant> time) {
        if (time.isEmpty()) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, Rfc3339.text(time.get()));
        }
    }
}
