package io.podbridge.core.roster;

import io.podbridge.core.pod.PodId;

/** What entities and rosters tell the node, wherever in the cluster it is served. At most once, as every message. */
public interface NodeLine {
    /** The shard leaves this replica: its next home needs the shard's digest. */
    void shardMoved(int shard);

    /** A read did not find the pod: may that be acted on? The answer, if there is one, goes to the pod's entity. */
    void confirm(PodId id);
}
