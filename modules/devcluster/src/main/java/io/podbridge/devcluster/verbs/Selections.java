package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.selector.FieldSelector;
import io.podbridge.devcluster.selector.LabelSelector;
import io.podbridge.devcluster.store.SelectableFields;
import io.podbridge.devcluster.store.Selection;
import java.util.Optional;

/** Reads the selectors of a query. */
final class Selections {
    private Selections() {}

    static Selection of(ResourceType type, String namespace, String labels, String fields) {
        return new Selection(
                namespace,
                Optional.of(labels).filter(text -> !text.isEmpty()).map(LabelSelector::parse),
                Optional.of(fields).filter(text -> !text.isEmpty()).map(text -> fields(type, text)));
    }

    private static FieldSelector fields(ResourceType type, String text) {
        FieldSelector selector = FieldSelector.parse(text);
        for (String field : selector.fields()) {
            if (!SelectableFields.known(type, field)) {
                throw Failures.badRequest(
                        SelectableFields.own(type)
                                ? "field label not supported: " + field
                                : "\"" + field + "\" is not a known field selector: only \"metadata.name\","
                                        + " \"metadata.namespace\"");
            }
        }
        return selector;
    }
}
