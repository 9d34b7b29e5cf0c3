package io.podbridge.devcluster.api;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a list request is answered with.
 *
 * @param resourceVersion the state that the page shows; a watch may begin here
 * @param continueToken for the next page; empty if this is the last one
 * @param remaining how many objects follow, if that is known (not with selectors)
 */
public record ObjectPage(
        List<StoredObject> items, long resourceVersion, String continueToken, OptionalLong remaining) {}
