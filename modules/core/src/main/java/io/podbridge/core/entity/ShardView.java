package io.podbridge.core.entity;

import io.podbridge.core.wire.Wire;

/**
 * What a shard's roster says of its shard.
 *
 * @param shard the shard
 * @param holding how many of its pods have an entity that holds them
 * @param replica the address of the replica it lives on
 */
public record ShardView(int shard, int holding, String replica) implements Wire {}
