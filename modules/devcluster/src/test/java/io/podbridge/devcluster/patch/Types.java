package io.podbridge.devcluster.patch;

import io.fabric8.kubernetes.api.model.Pod;
import io.podbridge.devcluster.resource.GroupVersion;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.List;

/** The kinds that the tests patch. */
final class Types {
    private Types() {}

    static ResourceType of(String kind) {
        return new ResourceType(
                new GroupVersion("", "v1"), "", "", kind, true, List.of(), List.of(), List.of(), Pod.class);
    }
}
