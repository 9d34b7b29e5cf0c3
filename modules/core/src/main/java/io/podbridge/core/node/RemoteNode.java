package io.podbridge.core.node;

import io.podbridge.core.pod.PodId;
import io.podbridge.core.roster.NodeLine;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;

/**
 * Reaches the node wherever in the cluster it is served.
 *
 * @param node the entity
 */
public record RemoteNode(EntityRef<NodeCommand> node) implements NodeLine {

    @Override
    public void shardMoved(int shard) {
        node.tell(new NodeCommand.ShardMoved(shard));
    }

    @Override
    public void confirm(PodId id) {
        node.tell(new NodeCommand.ConfirmAbsence(id));
    }
}
