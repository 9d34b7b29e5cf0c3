package io.podbridge.devcluster.resource;

import java.util.List;

/**
 * What stands behind an object's name in a path.
 *
 * @param name for example {@code status}
 * @param groupVersion of the body
 * @param kind of the body, for example {@code Eviction}
 * @param verbs as discovery lists them: {@code get}, {@code update}, {@code patch}, {@code create}
 */
public record Subresource(String name, GroupVersion groupVersion, String kind, List<String> verbs) {}
