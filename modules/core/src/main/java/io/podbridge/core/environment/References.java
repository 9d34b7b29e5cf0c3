package io.podbridge.core.environment;

import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.EnvironmentSource;
import io.podbridge.core.pod.EnvironmentVariable;
import io.podbridge.core.pod.Pod;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds the objects that a pod's variables come from, each of them once. */
final class References {

    private References() {}

    static Set<Reference> of(Pod pod) {
        var found = new LinkedHashSet<Reference>();
        pod.spec().initContainers().forEach(container -> collect(container, found));
        pod.spec().containers().forEach(container -> collect(container, found));
        return found;
    }

    private static void collect(Container container, Set<Reference> found) {
        container.environmentFrom().forEach(source -> found.add(of(source)));
        container.environment().forEach(variable -> collect(variable.value(), found));
    }

    private static void collect(EnvironmentVariable.Value value, Set<Reference> found) {
        switch (value) {
            case EnvironmentVariable.ConfigMapKey key -> found.add(Reference.configMap(key.name()));
            case EnvironmentVariable.SecretKey key -> found.add(Reference.secret(key.name()));
            case EnvironmentVariable.Literal literal -> {}
            case EnvironmentVariable.Field field -> {}
            case EnvironmentVariable.Resource resource -> {}
        }
    }

    static Reference of(EnvironmentSource source) {
        return switch (source) {
            case EnvironmentSource.FromConfigMap from -> Reference.configMap(from.name());
            case EnvironmentSource.FromSecret from -> Reference.secret(from.name());
        };
    }
}
