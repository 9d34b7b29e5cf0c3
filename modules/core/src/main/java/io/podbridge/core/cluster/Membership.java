package io.podbridge.core.cluster;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * The replicas as this one sees them now.
 *
 * @param self this replica
 * @param members the replicas that count: Up, or on their way out but not gone; observers do not
 * @param unreachable those of them that do not answer
 */
public record Membership(Incarnation self, Set<Incarnation> members, Set<Incarnation> unreachable) {

    /** The view of a cluster's state. */
    public static Membership of(Incarnation self, CurrentClusterState state) {
        Set<Incarnation> members = new HashSet<>();
        StreamSupport.stream(state.getMembers().spliterator(), false)
                .filter(Membership::counts)
                .forEach(member -> members.add(Incarnation.of(member.uniqueAddress())));
        Set<Incarnation> unreachable = new HashSet<>();
        state.getUnreachable().forEach(member -> unreachable.add(Incarnation.of(member.uniqueAddress())));
        unreachable.retainAll(members);
        return new Membership(self, Set.copyOf(members), Set.copyOf(unreachable));
    }

    /** The view of this actor system's cluster, now. From any thread. */
    public static Membership now(Cluster cluster) {
        return of(Incarnation.of(cluster.selfMember().uniqueAddress()), cluster.state());
    }

    /** The same view, in which these are not reached either. */
    Membership without(Set<Incarnation> dead) {
        Set<Incarnation> all = new HashSet<>(unreachable);
        all.addAll(dead);
        all.retainAll(members);
        return new Membership(self, members, Set.copyOf(all));
    }

    /** Whether this replica takes part: it is Up, or leaving but still at work. */
    public boolean takesPart() {
        return members.contains(self);
    }

    /**
     * Whether this replica sees enough others to speak for all. Where it is false, others may be at work in this one's
     * place: renew nothing, start nothing new.
     */
    public boolean majorityReachable() {
        Set<Incarnation> reachable = new HashSet<>(members);
        reachable.removeAll(unreachable);
        return takesPart() && DeathVerdict.decides(reachable, members);
    }

    /** Whether this member has a vote: it is a replica, it was Up, and it is not removed yet. */
    static boolean counts(Member member) {
        MemberStatus status = member.status();
        return member.hasRole(ClusterSettings.ROLE)
                && !status.equals(MemberStatus.joining())
                && !status.equals(MemberStatus.weaklyUp())
                && !status.equals(MemberStatus.removed());
    }
}
