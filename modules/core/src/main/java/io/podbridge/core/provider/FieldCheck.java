package io.podbridge.core.provider;

import java.util.List;
import java.util.Set;

record FieldCheck(List<String> refused, List<String> ignored) {
    static FieldCheck of(Set<String> fields, Capabilities capabilities) {
        return new FieldCheck(List.of(), List.of());
    }
}
