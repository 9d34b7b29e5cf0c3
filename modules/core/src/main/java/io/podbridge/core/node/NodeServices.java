package io.podbridge.core.node;

import io.podbridge.core.feed.FeedSettings;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kubelet.KubeletEndpoint;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.PodDirectory;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.roster.PodShards;
import io.podbridge.core.roster.Rosters;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Whom a virtual node works with.
 *
 * @param api the API server
 * @param identity who the node is
 * @param settings how it looks
 * @param feed how its feed works
 * @param capacity what it can hold, by resource
 * @param kubelet this replica's kubelet API, for the Node to say where it is; empty while there is none
 * @param locality whether one replica can list all pods of the platform
 * @param provider this replica's provider actor
 * @param pingInterval between two questions whether the platform answers
 * @param entities reaches pods' entities
 * @param shards which shard a pod is in
 * @param rosters reaches the shards' rosters
 * @param clock the time
 */
public record NodeServices(
        KubeApi api,
        NodeIdentity identity,
        NodeSettings settings,
        FeedSettings feed,
        Map<String, String> capacity,
        Supplier<Optional<KubeletEndpoint>> kubelet,
        Locality locality,
        ActorRef<ProviderCommand> provider,
        Duration pingInterval,
        PodDirectory entities,
        PodShards shards,
        Rosters rosters,
        Clock clock) {}
