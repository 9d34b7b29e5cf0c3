package io.podbridge.core.provider;

import io.podbridge.core.bridge.BridgeMandate;
import io.podbridge.core.bridge.Mandate;
import io.podbridge.core.environment.EnvironmentResolver;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.replica.ReplicaServices;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * A replica's access to the platform: one per replica. Calls the provider for the pods whose entities live here, and
 * tells them what changes; where containers are replica-local it also answers the other replicas.
 */
public final class ProviderActor extends AbstractMatchingBehavior<ProviderCommand> {

    /** How replicas find one another's provider actors. */
    public static final ServiceKey<ProviderCommand> KEY = ServiceKey.create(ProviderCommand.class, "provider");

    /** How late an order that waited for the mandate is carried out. */
    private static final Duration RECONSIDER = Duration.ofSeconds(1);

    private final Capabilities capabilities;
    private final ProviderCalls calls;
    private final ReplicaPeers peers;
    private final Platform platform;
    private final TrackedPods tracked;
    private final OrderGate gate;
    private boolean polling;

    private ProviderActor(
            ActorContext<ProviderCommand> context,
            TimerScheduler<ProviderCommand> timers,
            Provider provider,
            ProviderCalls calls,
            ProviderSettings settings,
            PodDirectory entities,
            Supplier<Mandate> mandate) {
        super(context);
        this.gate = new OrderGate(mandate, context.getLog());
        this.capabilities = provider.capabilities();
        this.calls = calls;
        this.peers = new ReplicaPeers(context, settings);
        this.platform = new Platform(capabilities.locality(), calls, peers, context.getLog());
        this.tracked = new TrackedPods(entities, capabilities.locality());
        ActorRef<ProviderCommand> self = context.getSelf();
        provider.subscribe(report -> self.tell(new ProviderInternal.Pushed(calls.stamped(report))));
        timers.startTimerWithFixedDelay(new ProviderInternal.Reconsider(), RECONSIDER);
        boolean hears = capabilities.pushes() && capabilities.locality() == Locality.REMOTE;
        timers.startTimerWithFixedDelay(
                new ProviderInternal.Poll(), hears ? settings.resyncInterval() : settings.pollInterval());
    }

    /** The behavior of a provider actor that may always act. */
    public static Behavior<ProviderCommand> create(
            ReplicaServices services,
            Provider provider,
            EnvironmentResolver environment,
            ProviderSettings settings,
            PodDirectory entities) {
        return create(services, provider, environment, settings, entities, BridgeMandate.always());
    }

    /**
     * The behavior of a replica's provider actor.
     *
     * @param entities reaches a pod's entity wherever it lives
     * @param mandate whether orders may be carried out now; those that come while they may not wait
     */
    public static Behavior<ProviderCommand> create(
            ReplicaServices services,
            Provider provider,
            EnvironmentResolver environment,
            ProviderSettings settings,
            PodDirectory entities,
            Supplier<Mandate> mandate) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            var self = Cluster.get(context.getSystem()).selfMember();
            var calls = new ProviderCalls(
                    provider, environment, settings, services.telemetry(), report -> held(report, self));
            context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
            return new ProviderActor(context, timers, provider, calls, settings, entities, mandate);
        }));
    }

    /** Replicas know one another by their lives: one that starts again at the same address holds nothing. */
    private static PodReport held(PodReport report, Member self) {
        return report.replica()
                .filter(self.address().hostPort()::equals)
                .map(address -> report.on(ReplicaPeers.name(self)))
                .orElse(report);
    }

    /** Every command but {@code LetGo} is answered exactly once, whatever the provider does. */
    @Override
    public Behavior<ProviderCommand> onMessage(ProviderCommand command) {
        if (command instanceof ProviderInternal internal) {
            onInternal(internal);
        } else {
            try {
                onCommand(command);
            } catch (RuntimeException bug) {
                getContext().getLog().error("A command of the provider actor failed: this is a bug", bug);
                ProviderAnswer.refuse(
                        command,
                        getContext().getSelf(),
                        ProviderAnswer.unavailable("the call could not be made: " + bug));
            }
        }
        return Behaviors.same();
    }

    private void onCommand(ProviderCommand command) {
        switch (command) {
            case ProviderCommand.Locate(var id, var entity) -> locate(id, entity);
            case ProviderCommand.Order order when !gate.admits(order) -> {}
            case ProviderCommand.Create(var pod, var restarts, var entity) -> create(pod, restarts, entity);
            case ProviderCommand.Update(var pod, var restarts, var entity) -> update(pod, restarts, entity);
            case ProviderCommand.Delete(var id, var grace, var entity) -> delete(id, grace, entity);
            case ProviderCommand.LetGo(var uid, var entity) -> {
                gate.letGo(uid);
                tracked.letGo(uid, entity);
                platform.letGo(uid);
            }
            case ProviderCommand.Find(var id, var replyTo) -> reply(command, platform.find(id), replyTo);
            case ProviderCommand.CheckHealth(var replyTo) ->
                reply(command, calls.ping().thenApply(ProviderCommand.HealthAnswer::new), replyTo);
            case ProviderCommand.LookHere(var id, var replyTo) -> reply(command, platform.lookHere(id), replyTo);
            case ProviderCommand.DeleteHere(var id, var grace, var replyTo) ->
                reply(command, platform.deleteHere(id, grace), replyTo);
            case ProviderCommand.StatusHere(var uids, var replyTo) ->
                reply(command, calls.status(uids).thenApply(ProviderAnswer::found), replyTo);
            case ProviderCommand.ListHere(var replyTo) ->
                reply(command, calls.list().thenApply(ProviderAnswer::inBatches), all -> all.forEach(replyTo::tell));
            case ProviderInternal internal -> onInternal(internal);
        }
    }

    private <T> void reply(ProviderCommand command, CompletionStage<T> answer, ActorRef<T> replyTo) {
        reply(command, answer, replyTo::tell);
    }

    private <T> void reply(ProviderCommand command, CompletionStage<T> answer, Consumer<T> replyTo) {
        ActorRef<ProviderCommand> self = getContext().getSelf();
        var unused = answer.whenComplete((value, failure) -> {
            if (failure == null) {
                replyTo.accept(value);
            } else {
                ProviderAnswer.refuse(command, self, ProviderAnswer.unavailable("the call failed: " + failure));
            }
        });
    }

    private void onInternal(ProviderInternal internal) {
        switch (internal) {
            case ProviderInternal.Answered(var id, var event, var entity) -> answered(id, event, entity);
            case ProviderInternal.CreateEnded(var id) -> platform.createEnded(id);
            case ProviderInternal.Pushed(var report) -> tracked.pushed(report);
            case ProviderInternal.Poll() -> poll();
            case ProviderInternal.Reconsider() -> gate.due().forEach(this::onMessage);
            case ProviderInternal.Polled(var outcome) -> polled(outcome);
            case ProviderInternal.Peers(var listing) -> peers.changed(listing.getServiceInstances(KEY));
            case ProviderInternal.MemberSeen() -> {}
            case ProviderInternal.Later(var delay, var then) ->
                getContext().scheduleOnce(delay, getContext().getSelf(), then);
            case ProviderInternal.ReplicaGone(var replica) -> {
                peers.ended(replica);
                tracked.replicaGone(replica);
            }
        }
    }

    private void locate(PodId id, ActorRef<PodEvent> entity) {
        tracked.track(id, entity);
        answer(id, entity, platform.find(id), ProviderAnswer::located, PodEvent.LocateFailed::new);
    }

    private void create(Pod pod, Map<String, Integer> restarts, ActorRef<PodEvent> entity) {
        var check = FieldCheck.of(pod.spec().fields(), capabilities);
        if (check.refused().isEmpty()) {
            tracked.track(pod.id(), entity);
            var call = platform.create(pod, restarts);
            getContext().pipeToSelf(call.ended(), (ended, failure) -> new ProviderInternal.CreateEnded(pod.id()));
            answer(
                    pod.id(),
                    entity,
                    call.answer(),
                    outcome -> ProviderAnswer.created(outcome, check),
                    PodEvent.CreateFailed::new);
        } else {
            entity.tell(new PodEvent.CreateFailed(ProviderAnswer.unsupported(check)));
        }
    }

    private void update(Pod pod, Map<String, Integer> restarts, ActorRef<PodEvent> entity) {
        var check = FieldCheck.of(pod.spec().fields(), capabilities);
        if (!check.refused().isEmpty()) {
            entity.tell(new PodEvent.UpdateFailed(ProviderAnswer.unsupported(check)));
        } else if (capabilities.updates()) {
            tracked.changing(pod.id(), entity);
            answer(pod.id(), entity, calls.update(pod, restarts), ProviderAnswer::updated, PodEvent.UpdateFailed::new);
        } else {
            entity.tell(new PodEvent.UpdateFailed(new ProviderFailure.Invalid(
                    "UpdateNotSupported",
                    "the provider cannot change a pod that runs: delete it and make it anew for the change")));
        }
    }

    private void delete(PodId id, Duration grace, ActorRef<PodEvent> entity) {
        tracked.changing(id, entity);
        answer(id, entity, platform.delete(id, grace), ProviderAnswer::deleted, PodEvent.DeleteFailed::new);
    }

    private <T> void answer(
            PodId id,
            ActorRef<PodEvent> entity,
            CompletionStage<T> stage,
            Function<T, PodEvent> toEvent,
            Function<ProviderFailure, PodEvent> toFailure) {
        getContext().pipeToSelf(stage, (value, failure) -> {
            var event = failure == null
                    ? toEvent.apply(value)
                    : toFailure.apply(ProviderAnswer.unavailable("the call failed: " + failure));
            return new ProviderInternal.Answered(id, event, entity);
        });
    }

    /** Pushes that came before the answer are newer than it; {@link TrackedPods} puts them in its place. */
    private void answered(PodId id, PodEvent event, ActorRef<PodEvent> entity) {
        if (event instanceof PodEvent.Created || event instanceof PodEvent.CreateFailed) {
            platform.createAnswered(id);
        }
        entity.tell(tracked.answered(id.uid(), current(event), entity));
    }

    /** What a replica said that has gone since is no longer so. */
    private PodEvent current(PodEvent event) {
        return event instanceof PodEvent.Located(var report)
                        && report.flatMap(PodReport::replica)
                                .filter(peers::gone)
                                .isPresent()
                ? new PodEvent.LocateFailed(ProviderAnswer.unavailable("the replica that held it is gone"))
                : event;
    }

    /** One at a time: a platform that answers slower than it is polled gets no more to do by that. */
    private void poll() {
        Set<String> asked = polling ? Set.of() : tracked.look();
        if (!asked.isEmpty()) {
            polling = true;
            getContext()
                    .pipeToSelf(
                            platform.status(asked, tracked::last),
                            (outcome, failure) -> new ProviderInternal.Polled(
                                    failure == null
                                            ? outcome
                                            : Outcome.failed(
                                                    ProviderAnswer.unavailable("the poll failed: " + failure))));
        }
    }

    private void polled(Outcome<Map<String, PodReport>> outcome) {
        polling = false;
        tracked.looked(outcome);
    }
}
