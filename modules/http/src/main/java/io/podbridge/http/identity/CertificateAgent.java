package io.podbridge.http.identity;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.http.identity.Rotation.State;
import io.podbridge.http.identity.Rotation.Step;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Requests a serving certificate and renews it: carries out what {@link Rotation} says, one thing at a time. Every
 * replica has its own. What one that died had requested, or of which the answer was lost, nobody looks at again: the
 * cluster deletes it.
 */
final class CertificateAgent extends AbstractMatchingBehavior<CertificateAgent.Command> {

    /** A failure is a bug; the certificate that is in use stays. */
    private static final SupervisorStrategy AGAIN =
            SupervisorStrategy.restartWithBackoff(Duration.ofSeconds(1), Duration.ofMinutes(5), 0.2);

    /** What it is told. */
    sealed interface Command {}

    /** Ends it. */
    record Stop() implements Command {}

    private record Act(State state) implements Command {}

    private record Asked(Rotation.Asking asking, KeyPair keys, ApiResult<ApiObject> result) implements Command {}

    private record Seen(Rotation.Open open, ApiResult<ApiObject> result) implements Command {}

    private final TimerScheduler<Command> timers;
    private final KubeApi api;
    private final ServingIdentity identity;
    private final Rotation rotation;
    private final InstantSource clock;
    private final DoubleSupplier chance;
    private final Consumer<Rotation.Issued> use;
    private Optional<Instant> expiry = Optional.empty();

    private CertificateAgent(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            KubeApi api,
            ServingIdentity identity,
            Rotation rotation,
            InstantSource clock,
            DoubleSupplier chance,
            Consumer<Rotation.Issued> use) {
        super(context);
        context.setLoggerName(CertificateAgent.class);
        this.timers = timers;
        this.api = api;
        this.identity = identity;
        this.rotation = rotation;
        this.clock = clock;
        this.chance = chance;
        this.use = use;
        follow(rotation.begin());
    }

    /**
     * The behavior of a replica's agent.
     *
     * @param chance a number from 0 to 1 that keeps replicas from coming at the same time
     * @param use is called with each new certificate, from the actor's thread
     */
    static Behavior<Command> create(
            KubeApi api,
            ServingIdentity identity,
            Rotation rotation,
            InstantSource clock,
            DoubleSupplier chance,
            Consumer<Rotation.Issued> use) {
        return Behaviors.supervise(Behaviors.<Command>setup(context -> Behaviors.withTimers(
                        timers -> new CertificateAgent(context, timers, api, identity, rotation, clock, chance, use))))
                .onFailure(AGAIN);
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        return switch (command) {
            case Stop() -> Behaviors.stopped();
            case Act(var state) -> {
                act(state);
                yield this;
            }
            case Asked(var asking, var keys, var result) -> {
                follow(rotation.asked(asking, keys, result, clock.instant(), chance.getAsDouble()));
                yield this;
            }
            case Seen(var open, var result) -> {
                follow(rotation.seen(open, result, clock.instant(), chance.getAsDouble()));
                yield this;
            }
        };
    }

    private void act(State state) {
        switch (state) {
            case Rotation.Asking asking -> ask(asking);
            case Rotation.Open open ->
                getContext()
                        .pipeToSelf(
                                api.get(SigningRequest.path(open.name())),
                                (result, failure) -> new Seen(open, ApiResult.of(result, failure)));
            case Rotation.Serving serving -> follow(rotation.served(serving, clock.instant()));
        }
    }

    private void ask(Rotation.Asking asking) {
        KeyPair keys = ServingIdentity.newKeys();
        getContext()
                .pipeToSelf(
                        api.create(SigningRequest.COLLECTION, SigningRequest.document(identity, keys)),
                        (result, failure) -> new Asked(asking, keys, ApiResult.of(result, failure)));
    }

    private void follow(Step step) {
        tell(step.news());
        timers.startSingleTimer(new Act(step.next()), step.pause());
    }

    private void tell(Rotation.News news) {
        switch (news) {
            case Rotation.Nothing() -> {}
            case Rotation.ToApprove(var name) ->
                warn("somebody has to approve its request: kubectl certificate approve " + name);
            case Rotation.ToSign(var name) ->
                warn("CertificateSigningRequest " + name + " is approved, and waits for the cluster to sign it");
            case Rotation.Trouble(var what) -> warn(what);
            case Rotation.Issued issued -> use(issued);
        }
    }

    private void use(Rotation.Issued issued) {
        use.accept(issued);
        Instant end = issued.chain().getFirst().getNotAfter().toInstant();
        expiry = Optional.of(end);
        getContext()
                .getLog()
                .info("Serving certificate of node {}: the cluster's is in use, until {}", identity.node(), end);
    }

    private void warn(String what) {
        getContext()
                .getLog()
                .warn(
                        "Serving certificate of node {} (in use: {}): {}",
                        identity.node(),
                        expiry.map(end -> "the cluster's, until " + end).orElse("a self-signed one"),
                        what);
    }
}
