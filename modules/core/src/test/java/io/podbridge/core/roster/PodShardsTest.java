package io.podbridge.core.roster;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.pekko.cluster.sharding.typed.HashCodeMessageExtractor;

class PodShardsTest {

    @Property
    void aPodIsWhereReplicasOfAnOlderReleaseLookForIt(@ForAll String uid, @ForAll @IntRange(min = 1, max = 500) int n) {
        var shards = new PodShards(n);
        assertThat(String.valueOf(shards.shardOf(uid))).isEqualTo(new HashCodeMessageExtractor<>(n).shardId(uid));
        assertThat(shards.shardOfEntity(uid + "x".repeat(2))).isNotEmpty();
    }

    @Property
    void aRosterIsInItsOwnShard(@ForAll @IntRange(min = 1, max = 500) int n) {
        var shards = new PodShards(n);
        shards.all()
                .forEach(shard ->
                        assertThat(shards.shardOfEntity(shards.rosterOf(shard))).isEqualTo(String.valueOf(shard)));
    }
}
