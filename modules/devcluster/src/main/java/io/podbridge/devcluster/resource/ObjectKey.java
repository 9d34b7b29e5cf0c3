package io.podbridge.devcluster.resource;

/**
 * Names one object.
 *
 * @param namespace empty for cluster-scoped kinds
 */
public record ObjectKey(ResourceType type, String namespace, String name) {}
