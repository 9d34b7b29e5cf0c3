package io.podbridge.core.roster;

import io.podbridge.core.wire.Wire;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * All pods of a shard that the API server holds: UID to resourceVersion, some 45 bytes a pod, so 25 kB for each of 100
 * shards at 50,000 pods.
 *
 * @param shard the shard
 * @param round counts up with each digest of one feed; the acknowledgement repeats it
 * @param wanted those that should run
 * @param deleting those that somebody wants deleted
 * @param over those that are over, and stay until somebody deletes them
 * @param replyTo the feed
 */
public record Digest(
        int shard,
        long round,
        Map<String, String> wanted,
        Map<String, String> deleting,
        Map<String, String> over,
        ActorRef<RosterAnswer> replyTo)
        implements Wire {

    /** Whether the API server holds the pod. */
    boolean lists(String uid) {
        return wanted.containsKey(uid) || deleting.containsKey(uid) || over.containsKey(uid);
    }
}
