package io.podbridge.core.kube;

import tools.jackson.databind.JsonNode;

/**
 * An object of the API as it came, with the two fields everybody needs.
 *
 * @param uid {@code metadata.uid}
 * @param resourceVersion {@code metadata.resourceVersion}
 * @param json all of it
 */
public record ApiObject(String uid, String resourceVersion, JsonNode json) {}
