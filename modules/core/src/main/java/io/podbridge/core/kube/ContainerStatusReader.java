package io.podbridge.core.kube;

import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/** Reads one element of {@code containerStatuses}. */
final class ContainerStatusReader implements Tokens.FieldReader {

    private final Canonicals canonicals;
    private String name = "";
    private String image = "";
    private String containerId = "";
    private boolean ready;
    private int restartCount;
    private ContainerState state = new ContainerState.Waiting("", "");
    private Optional<ContainerState.Terminated> lastState = Optional.empty();

    private ContainerStatusReader(Canonicals canonicals) {
        this.canonicals = canonicals;
    }

    static ContainerStatus read(JsonParser parser, Canonicals canonicals) {
        ContainerStatusReader reader = new ContainerStatusReader(canonicals);
        Tokens.fields(parser, reader);
        return reader.status();
    }

    @Override
    public void read(String field, JsonParser value) {
        switch (field) {
            case "name" -> name = canonicals.text(Tokens.text(value));
            case "image" -> image = canonicals.text(Tokens.text(value));
            case "containerID" -> containerId = Tokens.text(value);
            case "ready" -> ready = Tokens.flag(value);
            case "restartCount" -> restartCount = Tokens.integer(value);
            case "state" -> state(value).ifPresent(it -> state = it);
            case "lastState" ->
                lastState = state(value)
                        .filter(ContainerState.Terminated.class::isInstance)
                        .map(ContainerState.Terminated.class::cast);
            default -> value.skipChildren();
        }
    }

    private ContainerStatus status() {
        return new ContainerStatus(
                name, image, StatusReader.present(containerId), ready, restartCount, state, lastState);
    }

    private Optional<ContainerState> state(JsonParser parser) {
        var found = new Tokens.FieldReader() {
            private Optional<ContainerState> state = Optional.empty();

            @Override
            public void read(String kind, JsonParser value) {
                switch (kind) {
                    case "waiting" -> state = Optional.of(StateFields.of(value).waiting(canonicals));
                    case "running" -> state = Optional.of(StateFields.of(value).running());
                    case "terminated" ->
                        state = Optional.of(StateFields.of(value).terminated(canonicals));
                    default -> value.skipChildren();
                }
            }
        };
        Tokens.fields(parser, found);
        return found.state;
    }

    /** The fields of all three states. */
    private static final class StateFields implements Tokens.FieldReader {
        private int exitCode;
        private int signal;
        private String reason = "";
        private String message = "";
        private Optional<Instant> startedAt = Optional.empty();
        private Optional<Instant> finishedAt = Optional.empty();

        static StateFields of(JsonParser parser) {
            StateFields fields = new StateFields();
            Tokens.fields(parser, fields);
            return fields;
        }

        @Override
        public void read(String name, JsonParser value) {
            switch (name) {
                case "exitCode" -> exitCode = Tokens.integer(value);
                case "signal" -> signal = Tokens.integer(value);
                case "reason" -> reason = Tokens.text(value);
                case "message" -> message = Tokens.text(value);
                case "startedAt" -> startedAt = Rfc3339.time(Tokens.text(value));
                case "finishedAt" -> finishedAt = Rfc3339.time(Tokens.text(value));
                default -> value.skipChildren();
            }
        }

        ContainerState waiting(Canonicals canonicals) {
            return new ContainerState.Waiting(canonicals.text(reason), canonicals.text(message));
        }

        ContainerState running() {
            return new ContainerState.Running(startedAt.orElse(Instant.EPOCH));
        }

        ContainerState terminated(Canonicals canonicals) {
            return new ContainerState.Terminated(
                    exitCode,
                    signal == 0 ? Optional.empty() : Optional.of(signal),
                    canonicals.text(reason),
                    message,
                    startedAt,
                    finishedAt);
        }
    }
}
