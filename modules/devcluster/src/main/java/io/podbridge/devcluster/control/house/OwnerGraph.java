package io.podbridge.devcluster.control.house;

import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.Owner;
import io.podbridge.devcluster.resource.ObjectKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who owns whom, by uid. */
final class OwnerGraph {
    private final Map<ObjectKey, Meta> objects = new HashMap<>();
    private final Map<String, ObjectKey> keys = new HashMap<>();
    private final Map<String, Map<ObjectKey, Meta>> dependents = new HashMap<>();

    void put(Meta object) {
        remove(object.key());
        objects.put(object.key(), object);
        keys.put(object.uid(), object.key());
        object.owners()
                .forEach(owner -> dependents
                        .computeIfAbsent(owner.uid(), uid -> new LinkedHashMap<>())
                        .put(object.key(), object));
    }

    void remove(ObjectKey key) {
        var old = objects.remove(key);
        if (old == null) {
            return;
        }
        keys.remove(old.uid());
        for (Owner owner : old.owners()) {
            dependents.computeIfPresent(owner.uid(), (uid, objectsOfOwner) -> {
                objectsOfOwner.remove(key);
                return objectsOfOwner.isEmpty() ? null : objectsOfOwner;
            });
        }
    }

    Optional<Meta> object(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    Optional<Meta> byUid(String uid) {
        return Optional.ofNullable(keys.get(uid)).map(objects::get);
    }

    Collection<Meta> dependents(String uid) {
        return dependents.getOrDefault(uid, Map.of()).values();
    }
}
