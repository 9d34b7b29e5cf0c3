package io.podbridge.devcluster.structure;

import java.util.Map;

/**
 * How one field is merged.
 *
 * @param type that of its value, or of the elements of its list
 */
public record FieldStructure(Ownership ownership, Merging merging, Structure type) {
    static final FieldStructure PLAIN =
            new FieldStructure(new Ownership.Parts(), new Merging.Usual(), new Structure("", Map.of()));
    static final FieldStructure NOBODY = new FieldStructure(new Ownership.Nobody(), PLAIN.merging(), PLAIN.type());
}
