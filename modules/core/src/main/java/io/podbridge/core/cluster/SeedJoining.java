package io.podbridge.core.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;

/**
 * Joins by way of Pekko's seed nodes, of which the first one in the list may found: so each replica that may puts
 * itself first, and every other one last.
 */
final class SeedJoining implements Joining {
    private final ActorSystem<?> system;
    private final Cluster cluster;
    private final List<Address> seeds;
    private final Address self;

    SeedJoining(ActorSystem<?> system, List<Address> seeds) {
        this.system = system;
        this.cluster = Cluster.get(system);
        this.seeds = seeds;
        this.self = cluster.selfMember().address();
    }

    @Override
    public boolean alone() {
        return seeds.stream().allMatch(self::equals);
    }

    @Override
    public boolean seed() {
        return seeds.contains(self);
    }

    @Override
    public boolean member() {
        return !cluster.selfMember().status().equals(MemberStatus.removed());
    }

    @Override
    public boolean takesPart() {
        return Membership.now(cluster).takesPart();
    }

    /** Pekko would wait for seed-node-timeout also where there is nobody to ask. */
    @Override
    public void found() {
        if (alone()) {
            cluster.manager().tell(Join.create(self));
        } else {
            List<Address> order = others();
            order.addFirst(self);
            cluster.manager().tell(new JoinSeedNodes(order));
        }
    }

    @Override
    public void follow() {
        if (!alone()) {
            List<Address> order = others();
            if (seed()) {
                order.addLast(self);
            }
            cluster.manager().tell(new JoinSeedNodes(order));
        }
    }

    @Override
    public void exitClaimed(String why) {
        ClusterReplica.exitClaimed(system, why);
    }

    private List<Address> others() {
        return new ArrayList<>(seeds.stream().filter(seed -> !seed.equals(self)).toList());
    }
}
