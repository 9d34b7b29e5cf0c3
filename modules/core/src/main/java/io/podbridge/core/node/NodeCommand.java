package io.podbridge.core.node;

import io.podbridge.core.feed.FeedView;
import io.podbridge.core.health.ReplicaHealth;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.wire.Wire;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What a {@link VirtualNode} is told. */
public sealed interface NodeCommand {

    /** What comes from any replica. */
    sealed interface FromReplica extends NodeCommand, Wire {}

    /** A replica wants the node to be somewhere; the first of these makes it. */
    record KeepAlive() implements FromReplica {}

    /** A shard of pods has left a replica: its next home needs the shard's digest. */
    record ShardMoved(int shard) implements FromReplica {}

    /** The API server's store does not have this pod: may its entity act on that? */
    record ConfirmAbsence(PodId id) implements FromReplica {}

    /** Tell how the feed is. */
    record Describe(ActorRef<FeedView> replyTo) implements FromReplica {}

    /** A replica says how it is; repeated, and forgotten when it is not. */
    record Report(ReplicaHealth health) implements FromReplica {}

    /** The shard moves to another replica. */
    record HandOff() implements FromReplica {}

    /** What it tells itself. */
    sealed interface Internal extends NodeCommand {}

    /** A member came or went. */
    record ClusterChanged() implements Internal {}

    /** The provider actors of all replicas. */
    record Providers(Set<ActorRef<ProviderCommand>> all) implements Internal {}

    /** Search the platform for pods that nobody wants. */
    record Sweep() implements Internal {}

    /** A provider's answer to the sweep. */
    record Swept(ProviderCommand.Listed listed) implements Internal {}
}
