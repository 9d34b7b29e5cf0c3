package io.podbridge.core.health;

import io.podbridge.core.health.Part.Loss;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a replica is.
 *
 * @param replica its address, {@code host:port}
 * @param parts those that it has
 */
public record ReplicaHealth(String replica, List<PartHealth> parts) {
    private static final Set<Loss> STOPS_IT = EnumSet.of(Loss.NEW_PODS, Loss.ALL_PODS);

    /** The failed part that keeps it from serving pods, the one that matters most; empty if there is none. */
    Optional<PartHealth> obstacle() {
        return parts.stream()
                .filter(part -> part.failed() && STOPS_IT.contains(part.part().loss()))
                .max(Comparator.comparing(part -> part.part().loss()));
    }

    /** Whether it can say what its pods do; where it cannot start new ones it may still be able to. */
    boolean keepsPods() {
        return obstacle().filter(part -> part.part().loss() == Loss.ALL_PODS).isEmpty();
    }

    /** What it says of one part; empty if it has none. */
    public Optional<PartHealth> part(Part part) {
        return parts.stream().filter(health -> health.part() == part).findFirst();
    }

    /** What is wrong with it, though its pods are served. */
    List<PartHealth> notices() {
        return parts.stream()
                .filter(part -> part.state() != PartState.OK
                        && !(part.failed() && STOPS_IT.contains(part.part().loss())))
                .toList();
    }
}
