package io.podbridge.core.roster;

import io.podbridge.core.pod.ResourceVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a digest says beyond what a shard's entities know. Pure.
 *
 * @param missing pods whose manifest an entity lacks, by UID
 * @param ahead pods of which an entity knows a newer version than the digest, by UID: it may have written since, or the
 *     API server's history went backwards
 * @param unlisted pods that an entity holds and the digest does not have, by UID
 * @param leaving those of the unlisted whose deletion the entity has seen
 * @param forgotten concluded pods that the API server no longer has, by UID
 * @param held concluded pods that the API server still has, or may still show, by UID
 */
record Comparison(
        List<String> missing,
        List<String> ahead,
        List<String> unlisted,
        List<String> leaving,
        List<String> forgotten,
        List<String> held) {

    static Comparison of(Digest digest, Map<String, Known> known) {
        var comparison = new Comparison(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        digest.wanted().forEach((uid, version) -> comparison.wanted(uid, version, known.get(uid)));
        digest.deleting().forEach((uid, version) -> comparison.deleting(uid, version, known.get(uid)));
        digest.over().forEach((uid, version) -> comparison.over(uid, version, known.get(uid)));
        known.forEach((uid, what) -> {
            if (!digest.lists(uid)) {
                comparison.absent(uid, digest.version(), what);
            }
        });
        return comparison;
    }

    /** A pod that is concluded here and wanted there came back with a restored store: its entity begins anew. */
    private void wanted(String uid, String version, @Nullable Known known) {
        switch (known) {
            case Known.Holding(var has, var deleting) -> holding(uid, version, has);
            case Known.Concluded concluded -> missing.add(uid);
            case null -> missing.add(uid);
        }
    }

    /**
     * Concluded, but for somebody's finalizer: nothing is to be done until the API server removes the object. Unless it
     * has no newer one than was known: then its store was set back to before the end, which is brought about again.
     */
    private void deleting(String uid, String version, @Nullable Known known) {
        switch (known) {
            case Known.Holding(var has, var deleting) -> holding(uid, version, has);
            case Known.Concluded(var last) -> {
                if (!last.isEmpty() && !ResourceVersion.older(last, version)) {
                    missing.add(uid);
                } else {
                    held.add(uid);
                }
            }
            case null -> missing.add(uid);
        }
    }

    /** A pod that is over needs no entity; one that has an entity must learn that it is over. */
    private void over(String uid, String version, @Nullable Known known) {
        switch (known) {
            case Known.Holding(var has, var deleting) -> holding(uid, version, has);
            case Known.Concluded concluded -> {}
            case null -> {}
        }
    }

    private void holding(String uid, String version, String has) {
        if (ResourceVersion.older(version, has)) {
            ahead.add(uid);
        } else if (!version.equals(has)) {
            missing.add(uid);
        }
    }

    /**
     * A concluded pod is forgotten when the feed has got beyond all that is known of it: one whose watch is late may
     * still show it for the first time.
     */
    private void absent(String uid, String version, Known known) {
        switch (known) {
            case Known.Holding(var has, var deleting) -> {
                unlisted.add(uid);
                if (deleting) {
                    leaving.add(uid);
                }
            }
            case Known.Concluded(var last) -> {
                if (last.isEmpty() || ResourceVersion.older(version, last)) {
                    held.add(uid);
                } else {
                    forgotten.add(uid);
                }
            }
        }
    }
}
