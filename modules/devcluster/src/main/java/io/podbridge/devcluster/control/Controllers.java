package io.podbridge.devcluster.control;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.control.house.EventExpiry;
import io.podbridge.devcluster.control.house.GarbageCollector;
import io.podbridge.devcluster.control.house.NamespaceController;
import io.podbridge.devcluster.control.house.NamespaceDefaults;
import io.podbridge.devcluster.control.house.NodeLifecycle;
import io.podbridge.devcluster.control.reconcile.Controller;
import io.podbridge.devcluster.control.reconcile.Informers;
import io.podbridge.devcluster.control.reconcile.ReconcileLoop;
import io.podbridge.devcluster.control.schedule.Scheduler;
import io.podbridge.devcluster.control.workload.DeploymentController;
import io.podbridge.devcluster.control.workload.JobController;
import io.podbridge.devcluster.control.workload.NotSupported;
import io.podbridge.devcluster.control.workload.ReplicaSetController;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Starts the scheduler and all controllers, and keeps the watches that they share. */
public final class Controllers {
    private static final SupervisorStrategy AGAIN =
            SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.2);

    /** What the parent of the controllers is told; all by itself. */
    public sealed interface Command {}

    private record Ended(ResourceType type) implements Command {}

    private record Follow(ResourceType type) implements Command {}

    private Controllers() {}

    /**
     * The parent of all controllers. Stopping it ends them and their watches.
     *
     * @param certificate the API server's certificate authority, PEM: it is put into each namespace
     */
    public static Behavior<Command> behavior(Api api, Clock clock, ControllerSettings settings, String certificate) {
        return Behaviors.setup(context -> start(context, api, clock, settings, all(settings, certificate)));
    }

    private static Map<String, Supplier<Controller>> all(ControllerSettings settings, String certificate) {
        var all = new LinkedHashMap<String, Supplier<Controller>>();
        all.put("scheduler", () -> new Scheduler(settings.schedulingRetry()));
        all.put("deployments", DeploymentController::new);
        all.put("replica-sets", ReplicaSetController::new);
        all.put("jobs", JobController::new);
        all.put("not-supported", NotSupported::new);
        all.put("garbage-collector", GarbageCollector::new);
        all.put("namespaces", NamespaceController::new);
        all.put("namespace-defaults", () -> new NamespaceDefaults(certificate));
        all.put("nodes", () -> new NodeLifecycle(settings.nodes()));
        all.put("event-expiry", () -> new EventExpiry(settings.eventTtl()));
        return all;
    }

    private static Behavior<Command> start(
            ActorContext<Command> context,
            Api api,
            Clock clock,
            ControllerSettings settings,
            Map<String, Supplier<Controller>> controllers) {
        var self = context.getSelf();
        var informers = new Informers(api, followed(controllers), type -> self.tell(new Ended(type)));
        var shared = new ReconcileLoop.Shared(api, informers, clock);
        controllers.forEach((name, controller) -> context.spawn(
                Behaviors.supervise(ReconcileLoop.create(controller, shared, settings.loops()))
                        .onFailure(AGAIN),
                name));
        informers.start();
        return running(informers, settings.watchRetry());
    }

    private static Set<ResourceType> followed(Map<String, Supplier<Controller>> controllers) {
        return controllers.values().stream()
                .flatMap(controller -> controller.get().watches().stream())
                .collect(Collectors.toSet());
    }

    /** A watch may say twice that it has ended; one timer for each kind makes one new watch of it. */
    private static Behavior<Command> running(Informers informers, Duration retry) {
        return Behaviors.withTimers(timers -> Behaviors.receive(Command.class)
                .onMessage(Ended.class, ended -> {
                    timers.startSingleTimer(ended.type(), new Follow(ended.type()), retry);
                    return Behaviors.same();
                })
                .onMessage(Follow.class, follow -> {
                    informers.start(follow.type());
                    return Behaviors.same();
                })
                .onSignal(PostStop.class, signal -> {
                    informers.stop();
                    return Behaviors.same();
                })
                .build());
    }
}
