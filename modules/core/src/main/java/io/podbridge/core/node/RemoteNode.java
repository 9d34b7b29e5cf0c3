package io.podbridge.core.node;

import io.podbridge.core.pod.PodId;
import io.podbridge.core.roster.NodeLine;
import java.util.function.Supplier;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;

/**
 * Reaches the node wherever in the cluster it is served.
 *
 * @param node the entity; asked for only when there is something to say, since nodes are started after pods
 */
public record RemoteNode(Supplier<EntityRef<NodeCommand>> node) implements NodeLine {

    @Override
    public void shardMoved(int shard) {
        node.get().tell(new NodeCommand.ShardMoved(shard));
    }

    @Override
    public void confirm(PodId id) {
        node.get().tell(new NodeCommand.ConfirmAbsence(id));
    }
}
