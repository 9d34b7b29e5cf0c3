package io.podbridge.core.roster;

import io.podbridge.core.wire.Wire;
import java.util.List;

/**
 * What a shard's roster answers to a {@link Digest}.
 *
 * @param shard the shard
 * @param round that of the digest
 * @param settled whether every entity knows what it should; otherwise the digest is worth sending again soon
 * @param missing pods whose manifest an entity lacks, by UID
 * @param unlisted pods that an entity holds and the digest does not have, by UID
 * @param leaving those of the unlisted that were over, or whose deletion was seen: their absence surprises nobody
 */
public record RosterAnswer(
        int shard, long round, boolean settled, List<String> missing, List<String> unlisted, List<String> leaving)
        implements Wire {}
