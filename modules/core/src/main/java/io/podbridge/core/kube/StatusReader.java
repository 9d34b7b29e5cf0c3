package io.podbridge.core.kube;

import io.podbridge.core.pod.Condition;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.PodStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/** Reads the part of {@code status} that {@link StatusEncoder} writes. */
final class StatusReader implements Tokens.FieldReader {

    private final Canonicals canonicals;
    private Phase phase = Phase.PENDING;
    private String reason = "";
    private String message = "";
    private List<Condition> conditions = List.of();
    private List<ContainerStatus> initContainers = List.of();
    private List<ContainerStatus> containers = List.of();
    private List<ContainerStatus> ephemeralContainers = List.of();
    private String hostIp = "";
    private String podIp = "";
    private Optional<Instant> startTime = Optional.empty();
    private long observedGeneration;

    StatusReader(Canonicals canonicals) {
        this.canonicals = canonicals;
    }

    @Override
    public void read(String name, JsonParser value) {
        switch (name) {
            case "phase" -> phase = phase(Tokens.text(value));
            case "reason" -> reason = canonicals.text(Tokens.text(value));
            case "message" -> message = canonicals.text(Tokens.text(value));
            case "conditions" -> conditions = owned(Tokens.list(value, this::condition));
            case "initContainerStatuses" -> initContainers = containers(value);
            case "containerStatuses" -> containers = containers(value);
            case "ephemeralContainerStatuses" -> ephemeralContainers = containers(value);
            case "hostIP" -> hostIp = canonicals.text(Tokens.text(value));
            case "podIP" -> podIp = Tokens.text(value);
            case "startTime" -> startTime = Rfc3339.time(Tokens.text(value));
            case "observedGeneration" -> observedGeneration = Tokens.number(value);
            default -> value.skipChildren();
        }
    }

    PodStatus status() {
        return new PodStatus(
                phase,
                reason,
                message,
                conditions,
                initContainers,
                containers,
                present(hostIp),
                present(podIp),
                startTime,
                observedGeneration,
                ephemeralContainers);
    }

    static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private List<ContainerStatus> containers(JsonParser parser) {
        return Tokens.list(parser, it -> ContainerStatusReader.read(it, canonicals));
    }

    private Condition condition(JsonParser parser) {
        var read = new Tokens.FieldReader() {
            private String type = "";
            private boolean status;
            private String reason = "";
            private String message = "";
            private Optional<Instant> lastTransition = Optional.empty();

            @Override
            public void read(String name, JsonParser value) {
                switch (name) {
                    case "type" -> type = canonicals.text(Tokens.text(value));
                    case "status" -> status = Tokens.text(value).equals("True");
                    case "reason" -> reason = canonicals.text(Tokens.text(value));
                    case "message" -> message = canonicals.text(Tokens.text(value));
                    case "lastTransitionTime" -> lastTransition = Rfc3339.time(Tokens.text(value));
                    default -> value.skipChildren();
                }
            }
        };
        Tokens.fields(parser, read);
        return new Condition(read.type, read.status, read.reason, read.message, read.lastTransition);
    }

    /** The server keeps conditions in whatever order they came; ours is fixed, so that equal means equal. */
    private static List<Condition> owned(List<Condition> all) {
        List<Condition> owned = new ArrayList<>(OwnedConditions.TYPES.size());
        for (String type : OwnedConditions.TYPES) {
            for (Condition condition : all) {
                if (condition.type().equals(type)) {
                    owned.add(condition);
                }
            }
        }
        return List.copyOf(owned);
    }

    private static Phase phase(String name) {
        for (Phase phase : Phase.values()) {
            if (phase.apiName().equals(name)) {
                return phase;
            }
        }
        return Phase.PENDING;
    }
}
