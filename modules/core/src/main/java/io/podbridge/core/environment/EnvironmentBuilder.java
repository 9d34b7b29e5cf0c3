package io.podbridge.core.environment;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.kube.KeyedText;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.EnvironmentSource;
import io.podbridge.core.pod.EnvironmentVariable;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.ProviderFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the variables of a pod's containers from the pod and the objects that were read for it. Pure. The rules are the
 * kubelet's ({@code makeEnvironmentVariables}): first {@code envFrom}, in order, then {@code env}, in order, and what
 * comes later replaces what was there.
 */
final class EnvironmentBuilder {
    private final Pod pod;
    private final NodeFacts node;
    private final Map<Reference, KeyedText> objects;
    private final List<String> warnings = new ArrayList<>();

    private EnvironmentBuilder(Pod pod, NodeFacts node, Map<Reference, KeyedText> objects) {
        this.pod = pod;
        this.node = node;
        this.objects = objects;
    }

    /** The variables, and what the user should be told beside them. */
    record Built(Outcome<Map<String, Map<String, String>>> outcome, List<String> warnings) {}

    /** Builds; an object that is not in {@code objects} does not exist. */
    static Built build(Pod pod, NodeFacts node, Map<Reference, KeyedText> objects) {
        var builder = new EnvironmentBuilder(pod, node, objects);
        return new Built(builder.build(), builder.warnings);
    }

    private Outcome<Map<String, Map<String, String>>> build() {
        var all = new LinkedHashMap<String, Map<String, String>>();
        Optional<ProviderFailure> failure = addAll(pod.spec().initContainers(), all)
                .or(() -> addAll(pod.spec().containers(), all));
        return failure.<Outcome<Map<String, Map<String, String>>>>map(Outcome::failed)
                .orElseGet(() -> Outcome.of(Collections.unmodifiableMap(all)));
    }

    private Optional<ProviderFailure> addAll(List<Container> containers, Map<String, Map<String, String>> all) {
        for (Container container : containers) {
            var variables = new LinkedHashMap<String, String>();
            Optional<ProviderFailure> failure =
                    addSources(container, variables).or(() -> addVariables(container, variables));
            if (failure.isPresent()) {
                return failure;
            }
            all.put(container.name(), Collections.unmodifiableMap(variables));
        }
        return Optional.empty();
    }

    private Optional<ProviderFailure> addSources(Container container, Map<String, String> variables) {
        for (EnvironmentSource source : container.environmentFrom()) {
            Reference reference = References.of(source);
            KeyedText object = objects.get(reference);
            if (object == null) {
                if (source.optional()) {
                    continue;
                }
                return failure(notFound(reference));
            }
            if (!object.notText().isEmpty()) {
                return failure(notText(reference, String.join(", ", object.notText())));
            }
            addKeys(source, reference, object, variables);
        }
        return Optional.empty();
    }

    private void addKeys(
            EnvironmentSource source, Reference reference, KeyedText object, Map<String, String> variables) {
        var skipped = new ArrayList<String>();
        object.values().forEach((key, value) -> {
            String name = source.prefix() + key;
            if (VariableName.valid(name)) {
                variables.put(name, value);
            } else {
                skipped.add(name);
            }
        });
        if (!skipped.isEmpty()) {
            warnings.add(
                    "Keys [%s] from the EnvFrom %s %s were skipped since they are considered invalid environment variable names."
                            .formatted(
                                    String.join(", ", skipped), reference.kind().singular(), qualified(reference)));
        }
    }

    private Optional<ProviderFailure> addVariables(Container container, Map<String, String> variables) {
        for (EnvironmentVariable variable : container.environment()) {
            switch (value(variable.value(), container, variables)) {
                case Value.Text(var text) -> variables.put(variable.name(), text);
                case Value.Absent() -> {}
                case Value.Failed failed -> {
                    return failure(failed);
                }
            }
        }
        return Optional.empty();
    }

    private Value value(EnvironmentVariable.Value value, Container container, Map<String, String> variables) {
        return switch (value) {
            case EnvironmentVariable.Literal(var text) -> new Value.Text(Expansion.expand(text, variables));
            case EnvironmentVariable.Field(var path) -> FieldValue.of(path, pod, node);
            case EnvironmentVariable.Resource resource -> ResourceValue.of(resource, container, pod.spec(), node);
            case EnvironmentVariable.ConfigMapKey(var name, var key, var optional) ->
                key(Reference.configMap(name), key, optional);
            case EnvironmentVariable.SecretKey(var name, var key, var optional) ->
                key(Reference.secret(name), key, optional);
        };
    }

    private Value key(Reference reference, String key, boolean optional) {
        KeyedText object = objects.get(reference);
        if (object == null) {
            return optional ? new Value.Absent() : notFound(reference);
        }
        String text = object.values().get(key);
        if (text != null) {
            return new Value.Text(text);
        }
        if (object.notText().contains(key)) {
            return notText(reference, key);
        }
        return optional
                ? new Value.Absent()
                : Value.missing(
                        "couldn't find key " + key + " in " + reference.kind().kindName() + " " + qualified(reference));
    }

    private static Value notFound(Reference reference) {
        return Value.missing(reference.kind().singular() + " \"" + reference.name() + "\" not found");
    }

    /** A variable is text: no platform could take it. */
    private Value notText(Reference reference, String keys) {
        return Value.missing("not UTF-8 text, so not a variable: " + keys + " in "
                + reference.kind().kindName() + " " + qualified(reference));
    }

    private String qualified(Reference reference) {
        return pod.id().namespace() + "/" + reference.name();
    }

    private static Optional<ProviderFailure> failure(Value value) {
        return value instanceof Value.Failed(var failure) ? Optional.of(failure) : Optional.empty();
    }
}
