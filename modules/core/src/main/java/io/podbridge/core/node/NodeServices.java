package io.podbridge.core.node;

import io.podbridge.core.events.EventRecorder;
import io.podbridge.core.feed.FeedSettings;
import io.podbridge.core.kubelet.KubeletEndpoint;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.PodDirectory;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.replica.ReplicaServices;
import io.podbridge.core.roster.PodShards;
import io.podbridge.core.roster.Rosters;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Whom a virtual node works with.
 *
 * @param replica what the actors of this replica have in common
 * @param identity who the node is
 * @param settings how it looks
 * @param feed how its feed works
 * @param capacity what it can hold, by resource
 * @param kubelet this replica's kubelet API, for the Node to say where it is; empty while there is none
 * @param locality whether one replica can list all pods of the platform
 * @param provider this replica's provider actor
 * @param events this replica's event recorder
 * @param entities reaches pods' entities
 * @param shards which shard a pod is in
 * @param rosters reaches the shards' rosters
 */
public record NodeServices(
        ReplicaServices replica,
        NodeIdentity identity,
        NodeSettings settings,
        FeedSettings feed,
        Map<String, String> capacity,
        Supplier<Optional<KubeletEndpoint>> kubelet,
        Locality locality,
        ActorRef<ProviderCommand> provider,
        ActorRef<EventRecorder.Command> events,
        PodDirectory entities,
        PodShards shards,
        Rosters rosters) {}
