package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.store.Stored;

/** What a request says that the object must be; otherwise it is a conflict. */
final class Preconditions {
    private Preconditions() {}

    /** An empty uid stands for any. */
    static void uid(Stored current, String uid) {
        if (!uid.isEmpty() && !uid.equals(current.uid())) {
            throw failed(current.key(), "UID in precondition: " + uid + ", UID in object meta: " + current.uid());
        }
    }

    /** An empty revision stands for any. */
    static void revision(Stored current, String revision) {
        if (!revision.isEmpty() && !revision.equals(Long.toString(current.resourceVersion()))) {
            throw failed(
                    current.key(),
                    "ResourceVersion in precondition: " + revision + ", ResourceVersion in object meta: "
                            + current.resourceVersion());
        }
    }

    private static ApiFailure failed(ObjectKey key, String why) {
        String place = key.namespace().isEmpty() ? key.name() : key.namespace() + "/" + key.name();
        return Failures.conflict(
                key.type().qualified(),
                key,
                "StorageError: invalid object, Code: 4, Key: /registry/" + key.type().plural() + "/" + place
                        + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: " + why);
    }

    /** As {@code rest.BeforeDelete} words them. */
    static void deletion(Stored current, DeleteOptions options) {
        String kind = current.key().type().kind();
        options.uid().filter(uid -> !uid.equals(current.uid())).ifPresent(uid -> {
            throw Failures.conflict(
                    kind,
                    current.key(),
                    "the UID in the precondition (" + uid + ") does not match the UID in record (" + current.uid()
                            + "). The object might have been deleted and then recreated");
        });
        String is = Long.toString(current.resourceVersion());
        options.resourceVersion().filter(wanted -> !wanted.equals(is)).ifPresent(wanted -> {
            throw Failures.conflict(
                    kind,
                    current.key(),
                    "the ResourceVersion in the precondition (" + wanted
                            + ") does not match the ResourceVersion in record (" + is
                            + "). The object might have been modified");
        });
    }
}
