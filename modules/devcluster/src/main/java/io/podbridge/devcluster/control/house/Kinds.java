package io.podbridge.devcluster.control.house;

import static io.podbridge.devcluster.resource.ResourceTypes.EVENTS;
import static io.podbridge.devcluster.resource.ResourceTypes.EVENTS_OF_GROUP;

import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.util.List;

/** Sets of kinds. */
final class Kinds {
    /** All that are stored; the Events of the group {@code events.k8s.io} are those of the core group again. */
    static final List<ResourceType> ALL = ResourceTypes.all().stream()
            .filter(type -> !type.equals(EVENTS_OF_GROUP))
            .toList();

    /** Events own nothing and are owned by nobody, and there are many. */
    static final List<ResourceType> WITH_OWNERS =
            ALL.stream().filter(type -> !type.equals(EVENTS)).toList();

    static final List<ResourceType> NAMESPACED =
            ALL.stream().filter(ResourceType::namespaced).toList();

    private Kinds() {}
}
