package io.podbridge.core.node;

import io.podbridge.core.feed.FeedView;
import io.podbridge.core.feed.PodFeed;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.JsonObjects;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeApi.PatchType;
import io.podbridge.core.provider.Health;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.provider.ProviderCommand.HealthAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Registers the Node, and keeps it as it should be: looks at it every few seconds, makes it again if somebody deleted
 * it, and writes only what differs or is due.
 */
public final class NodeAgent extends AbstractMatchingBehavior<NodeAgent.Command> {

    /** Between two looks at the Node: so long may a deleted one be missing. One read each. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    /** The annotation of the Node by which somebody says that the pods that are missing may be ended. */
    static final String CONFIRM_ABSENCES = "podbridge.io/confirm-absences";

    private static final String LABEL = "label";

    private static final byte[] NO_CONFIRMATION =
            ("{\"metadata\":{\"annotations\":{\"" + CONFIRM_ABSENCES + "\":null}}}").getBytes(StandardCharsets.UTF_8);

    /** What the agent is told. */
    public sealed interface Command {}

    private record Look() implements Command {}

    private record Viewed(FeedView view) implements Command {}

    private record Ping() implements Command {}

    private record Pinged(Outcome<Health> outcome) implements Command {}

    private record Seen(ApiResult<ApiObject> node) implements Command {}

    private record Contested(ApiObject node, ApiResult<ApiObject> lease) implements Command {}

    private record Written(String what, ApiResult<ApiObject> result) implements Command {}

    private final KubeApi api;
    private final NodeIdentity identity;
    private final NodeSettings settings;
    private final NodeDocument document;
    private final ActorRef<ProviderCommand> provider;
    private final ActorRef<HealthAnswer> pings;
    private final ActorRef<PodFeed.Command> feed;
    private final ActorRef<FeedView> views;
    private final Clock clock;
    private PlatformHealth health = PlatformHealth.unknown();
    private Instant heartbeatDue = Instant.MIN;

    private NodeAgent(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            KubeApi api,
            NodeIdentity identity,
            NodeSettings settings,
            NodeDocument document,
            ActorRef<ProviderCommand> provider,
            ActorRef<PodFeed.Command> feed,
            Duration pingInterval,
            Clock clock) {
        super(context);
        this.api = api;
        this.identity = identity;
        this.settings = settings;
        this.document = document;
        this.provider = provider;
        this.pings = context.messageAdapter(HealthAnswer.class, answer -> new Pinged(answer.outcome()));
        this.feed = feed;
        this.views = context.messageAdapter(FeedView.class, Viewed::new);
        this.clock = clock;
        timers.startTimerWithFixedDelay(new Look(), CHECK_INTERVAL);
        timers.startTimerWithFixedDelay(new Ping(), pingInterval);
        look();
        ping();
    }

    /** The behavior of the node's agent. */
    static Behavior<Command> create(
            KubeApi api,
            NodeIdentity identity,
            NodeSettings settings,
            NodeDocument document,
            ActorRef<ProviderCommand> provider,
            ActorRef<PodFeed.Command> feed,
            Duration pingInterval,
            Clock clock) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new NodeAgent(
                context, timers, api, identity, settings, document, provider, feed, pingInterval, clock)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Look() -> look();
            case Viewed(var view) -> viewed(view);
            case Ping() -> ping();
            case Pinged(var outcome) -> pinged(outcome);
            case Seen(var node) -> seen(node);
            case Contested(var node, var lease) -> contested(node, lease);
            case Written(var what, var result) -> written(what, result);
        }
        return Behaviors.same();
    }

    private void viewed(FeedView view) {
        if (view.heldAbsences() != health.heldAbsences()) {
            health = health.holding(view.heldAbsences());
            look();
        }
    }

    /** The annotation is a word for once: it is taken away, so that it does not speak for the next time. */
    private void heed(ApiObject node) {
        if (JsonObjects.text(node.json(), "metadata", "annotations", CONFIRM_ABSENCES)
                .isPresent()) {
            getContext().getLog().warn("Node {} is annotated with {}", identity.name(), CONFIRM_ABSENCES);
            feed.tell(new PodFeed.ReleaseAbsences());
            write("take the annotation from", api.patch(identity.nodePath(), PatchType.MERGE, NO_CONFIRMATION));
        }
    }

    private void look() {
        feed.tell(new PodFeed.Describe(views));
        getContext()
                .pipeToSelf(api.get(identity.nodePath()), (result, failure) -> new Seen(ApiResult.of(result, failure)));
    }

    private void ping() {
        provider.tell(new ProviderCommand.CheckHealth(pings));
    }

    private void pinged(Outcome<Health> outcome) {
        boolean before = health.reachable();
        health = health.after(outcome);
        if (health.reachable() != before) {
            getContext()
                    .getLog()
                    .warn(
                            "Provider {} {}: {}",
                            identity.provider(),
                            health.reachable() ? "answers again" : "does not answer",
                            health.message());
            look();
        }
    }

    private void seen(ApiResult<ApiObject> result) {
        switch (result) {
            case ApiResult.Ok<ApiObject>(var node) when NodeClaim.mayBeOurs(node, identity) -> bringInLine(node);
            case ApiResult.Ok<ApiObject>(var foreign) -> claim(foreign);
            case ApiResult.Not<ApiObject>(ApiResult.NotFound missing) -> register();
            case ApiResult.Not<ApiObject>(var problem) ->
                getContext().getLog().warn("Cannot read node {}: {}", identity.name(), problem.message());
        }
    }

    /** It names another bridge. Whether that was written by mistake, the lease says. */
    private void claim(ApiObject node) {
        getContext()
                .pipeToSelf(
                        api.get(identity.leasePath()),
                        (result, failure) -> new Contested(node, ApiResult.of(result, failure)));
    }

    private void contested(ApiObject node, ApiResult<ApiObject> lease) {
        if (NodeClaim.heldByUs(KubeApi.found(lease), identity)) {
            bringInLine(node);
        } else {
            getContext()
                    .getLog()
                    .error(
                            "Node {} names the bridge {} and its lease is not held by this one, {}: it is left alone",
                            identity.name(),
                            NodeClaim.bridge(node).orElse("of nobody"),
                            identity.bridge());
        }
    }

    private void register() {
        Instant now = clock.instant();
        heartbeatDue = now.plus(settings.statusInterval());
        write("register", api.create("/api/v1/nodes", document.create(health, now)));
    }

    /** One write at a time: each makes a new version, by which the other's fence would not hold. */
    private void bringInLine(ApiObject node) {
        heed(node);
        document.metadataPatch(node, health)
                .ifPresentOrElse(
                        patch -> write(LABEL, api.patch(identity.nodePath(), PatchType.MERGE, patch)),
                        () -> report(node));
    }

    private void report(ApiObject node) {
        Instant now = clock.instant();
        if (!now.isBefore(heartbeatDue) || document.statusDiffers(node, health, now)) {
            heartbeatDue = now.plus(settings.statusInterval());
            byte[] patch = document.statusPatch(node, health, now);
            write("update the status of", api.patch(identity.nodePath() + "/status", PatchType.STRATEGIC_MERGE, patch));
        }
    }

    private void write(String what, CompletionStage<ApiResult<ApiObject>> call) {
        getContext().pipeToSelf(call, (result, failure) -> new Written(what, ApiResult.of(result, failure)));
    }

    /** What was not written is seen as a difference at the next look. After the labels it is the status's turn. */
    private void written(String what, ApiResult<ApiObject> result) {
        switch (result) {
            case ApiResult.Ok<ApiObject>(var node) when what.equals(LABEL) -> report(node);
            case ApiResult.Ok<ApiObject> done -> {}
            case ApiResult.Not<ApiObject>(var problem) -> {
                getContext().getLog().warn("Cannot {} node {}: {}", what, identity.name(), problem.message());
                heartbeatDue = Instant.MIN;
            }
        }
    }
}
