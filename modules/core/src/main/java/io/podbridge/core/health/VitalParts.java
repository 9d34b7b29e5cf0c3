package io.podbridge.core.health;

import io.podbridge.core.cluster.ClusterReplica;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Starts the actors without which a replica is none, and has the process exit (75) when one of them ends, for whatever
 * reason: the others notice the death of a replica, but not that of a part in it. A restart of the part alone would
 * begin with the same message, or without what it had promised its askers.
 */
public final class VitalParts {
    private final ActorContext<Void> context;

    /** The parts of the replica whose guardian this is. */
    public VitalParts(ActorContext<Void> context) {
        this.context = context;
    }

    /** Starts an actor; {@code name} is what the log calls it when it ends. */
    public <T> ActorRef<T> start(Behavior<T> behavior, String name) {
        ActorRef<T> part = context.spawn(behavior, name);
        context.watch(part);
        return part;
    }

    /** The behavior of the guardian from now on. */
    public Behavior<Void> watching() {
        return Behaviors.receive(Void.class)
                .onSignal(Terminated.class, ended -> {
                    ClusterReplica.exit(context.getSystem(), message(ended));
                    return Behaviors.same();
                })
                .build();
    }

    private static String message(Terminated ended) {
        String end = ended instanceof ChildFailed failed ? "failed: " + failed.getCause() : "ended by itself";
        return "its part " + ended.getRef().path().name() + " " + end;
    }
}
