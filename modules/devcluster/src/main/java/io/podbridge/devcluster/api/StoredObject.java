package io.podbridge.devcluster.api;

import io.podbridge.devcluster.resource.ObjectKey;
import tools.jackson.databind.node.ObjectNode;

/** One version of an object. Immutable; its JSON is encoded once and shared by lists and watches. */
public interface StoredObject {
    ObjectKey key();

    String uid();

    long resourceVersion();

    /** The whole object as UTF-8 JSON. Not to be changed. */
    byte[] json();

    /** A tree of the caller's own. */
    ObjectNode tree();
}
