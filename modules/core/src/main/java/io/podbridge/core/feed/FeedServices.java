package io.podbridge.core.feed;

import io.podbridge.core.kube.PodSource;
import io.podbridge.core.provider.PodDirectory;
import io.podbridge.core.roster.PodShards;
import io.podbridge.core.roster.Rosters;

/**
 * Whom a feed works with.
 *
 * @param api the API server
 * @param entities reaches pods' entities
 * @param shards which shard a pod is in
 * @param rosters reaches the shards' rosters
 * @param sweep asks the platform what runs; the answer comes back as {@link PodFeed.Found}. Called when the first list
 *     is complete, and from then on at each sweep
 */
public record FeedServices(PodSource api, PodDirectory entities, PodShards shards, Rosters rosters, Runnable sweep) {}
