package io.podbridge.devcluster.store;

import io.podbridge.devcluster.selector.FieldSelector;
import io.podbridge.devcluster.selector.LabelSelector;
import java.util.Optional;

/**
 * Which objects of a kind a list or a watch is about.
 *
 * @param namespace empty for all
 */
public record Selection(
        String namespace, Optional<LabelSelector> labels, Optional<FieldSelector> fields) {
    public static final Selection ALL = new Selection("", Optional.empty(), Optional.empty());

    boolean matches(Stored object) {
        return (namespace.isEmpty() || namespace.equals(object.key().namespace()))
                && labels.map(each -> each.matches(object.labels())).orElse(true)
                && fields.map(each -> each.matches(object::field)).orElse(true);
    }

    /** Whether it leaves nothing out but other namespaces. */
    boolean everything() {
        return labels.isEmpty() && fields.isEmpty();
    }

    /** The value that a field must have; empty if it is free. */
    Optional<String> exact(String field) {
        return fields.flatMap(each -> each.exact(field));
    }
}
