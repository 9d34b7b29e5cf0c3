package io.podbridge.core.kube;

import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.Container.Input;
import io.podbridge.core.pod.EnvironmentSource;
import io.podbridge.core.pod.EnvironmentVariable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;

/** Reads one container of a spec. */
final class ContainerReader implements Tokens.FieldReader {

    private static final String SIDECAR = "Always";

    /** Source: the API server's default (pkg/apis/core/v1/types.go, TerminationMessagePathDefault). */
    private static final String TERMINATION_LOG = "/dev/termination-log";

    private final FieldPaths.Node at;
    private final SpecFields fields;
    private String name = "";
    private String image = "";
    private List<String> command = List.of();
    private List<String> args = List.of();
    private String workingDirectory = "";
    private List<EnvironmentVariable> environment = List.of();
    private List<EnvironmentSource> environmentFrom = List.of();
    private Map<String, String> requests = Map.of();
    private Map<String, String> limits = Map.of();
    private String restartPolicy = "";
    private String pullPolicy = "";
    private boolean stdin;
    private boolean stdinOnce;

    private ContainerReader(FieldPaths.Node at, SpecFields fields) {
        this.at = at;
        this.fields = fields;
    }

    /** {@code at}: the place of the list's elements. */
    static Container read(JsonParser parser, FieldPaths.Node at, SpecFields fields) {
        ContainerReader reader = new ContainerReader(at, fields);
        Tokens.fields(parser, reader);
        reader.notePullPolicy();
        return reader.container();
    }

    @Override
    public void read(String field, JsonParser value) {
        FieldPaths.Node node = at.field(field);
        switch (field) {
            case "name" -> name = fields.text(node, value);
            case "image" -> image = fields.text(node, value);
            case "command" -> command = fields.texts(node, value);
            case "args" -> args = fields.texts(node, value);
            case "workingDir" -> workingDirectory = fields.text(node, value);
            case "env" ->
                environment =
                        fields.list(node, () -> Tokens.list(value, it -> EnvironmentReader.variable(it, node, fields)));
            case "envFrom" ->
                environmentFrom =
                        fields.list(node, () -> Tokens.list(value, it -> EnvironmentReader.source(it, node, fields)));
            case "resources" -> Tokens.fields(value, (kind, amounts) -> resources(node.field(kind), kind, amounts));
            case "restartPolicy" -> restartPolicy(node, value);
            case "imagePullPolicy" -> pullPolicy = Tokens.text(value);
            case "terminationMessagePath" ->
                fields.note(node, !Set.of("", TERMINATION_LOG).contains(Tokens.text(value)));
            case "terminationMessagePolicy" -> fields.defaulted(node, value, "File");
            case "stdin" -> stdin = fields.flag(node, value);
            case "stdinOnce" -> stdinOnce = fields.flag(node, value);
            case "volumeMounts" -> fields.note(node, Volumes.mountsOfUser(value));
            default -> fields.other(node, value);
        }
    }

    /**
     * A sidecar's, or a container's own. An init container that is no sidecar has one of its own too, which is another
     * thing: its value is part of the path.
     */
    private void restartPolicy(FieldPaths.Node node, JsonParser value) {
        restartPolicy = Tokens.text(value);
        boolean own = at.path.startsWith("init") && !restartPolicy.equals(SIDECAR);
        fields.note(own ? node.value(restartPolicy) : node, !restartPolicy.isEmpty());
    }

    private void resources(FieldPaths.Node node, String kind, JsonParser value) {
        switch (kind) {
            case "requests" -> requests = fields.textMap(node, value);
            case "limits" -> limits = fields.textMap(node, value);
            default -> fields.other(node, value);
        }
    }

    private Input input() {
        if (!stdin) {
            return Input.NONE;
        }
        return stdinOnce ? Input.ONCE : Input.OPEN;
    }

    /** What the API server sets depends on the image, which may come later. */
    private void notePullPolicy() {
        fields.note(
                at.field("imagePullPolicy").value(pullPolicy),
                !pullPolicy.isEmpty() && !pullPolicy.equals(ImageTag.defaultPullPolicy(image)));
    }

    private Container container() {
        return new Container(
                name,
                image,
                command,
                args,
                workingDirectory.isEmpty() ? Optional.empty() : Optional.of(workingDirectory),
                environment,
                environmentFrom,
                requests,
                limits,
                restartPolicy.equals(SIDECAR),
                input());
    }
}
