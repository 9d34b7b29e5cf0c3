package io.podbridge.core.roster;

import io.podbridge.core.wire.Wire;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * All pods of a shard that the API server holds: UID to resourceVersion, some 45 bytes a pod, so 25 kB for each of 100
 * shards at 50,000 pods.
 *
 * @param shard the shard
 * @param round counts up with each digest of one feed; the acknowledgement repeats it
 * @param version the version that the feed has got to: what is older and not in here is of the past
 * @param wanted those that should run
 * @param deleting those that somebody wants deleted
 * @param over those that are over, and stay until somebody deletes them
 * @param replyTo the feed
 */
public record Digest(
        int shard,
        long round,
        String version,
        Map<String, String> wanted,
        Map<String, String> deleting,
        Map<String, String> over,
        ActorRef<RosterAnswer> replyTo)
        implements Wire {

    /** Whether the API server holds the pod. */
    boolean lists(String uid) {
        return listed(uid).isPresent();
    }

    /** The version in which the API server holds the pod; empty if it does not. */
    Optional<String> listed(String uid) {
        return Stream.of(wanted, deleting, over)
                .flatMap(pods -> Optional.ofNullable(pods.get(uid)).stream())
                .findFirst();
    }
}
