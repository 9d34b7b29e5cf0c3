package io.podbridge.app;

import io.podbridge.core.cluster.LivenessMessage;
import io.podbridge.core.entity.PodCommand;
import io.podbridge.core.entity.PodView;
import io.podbridge.core.entity.ShardView;
import io.podbridge.core.feed.FeedView;
import io.podbridge.core.node.NodeCommand;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.roster.RosterAnswer;
import io.podbridge.core.wire.WireTypes;
import java.util.List;

/** Every protocol between replicas: what is not below one of these roots does not travel. */
public final class Protocols {

    private Protocols() {}

    /** The types that may travel. */
    public static WireTypes all() {
        return WireTypes.of(List.of(
                LivenessMessage.class,
                PodCommand.class,
                PodView.class,
                ShardView.class,
                NodeCommand.FromReplica.class,
                FeedView.class,
                RosterAnswer.class,
                ProviderCommand.FromPeer.class,
                ProviderCommand.PeerAnswer.class));
    }
}
