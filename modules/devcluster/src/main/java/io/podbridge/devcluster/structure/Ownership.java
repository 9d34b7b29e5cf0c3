package io.podbridge.devcluster.structure;

import java.util.List;

/** What of a field can have an owner of its own (server-side apply). */
public sealed interface Ownership {

    /** Each field of an object; a list only as a whole. */
    record Parts() implements Ownership {}

    /** The field only as a whole ({@code atomic}). */
    record Whole() implements Ownership {}

    /**
     * Each element of a list, known by some of its fields ({@code list-type: map}).
     *
     * @param keys in the order of their names
     * @param elements what of an element can be owned: {@link Parts} or {@link Whole}
     */
    record Entries(List<Key> keys, Ownership elements) implements Ownership {}

    /** Each value of a list ({@code list-type: set}). */
    record Values() implements Ownership {}

    /** Nobody: the server sets it, or it cannot be written this way. */
    record Nobody() implements Ownership {}

    /**
     * A field by which elements are known.
     *
     * @param missing what it stands for when it is not there; empty where it must be there
     */
    record Key(String name, String missing) {}
}
