package io.podbridge.core.node;

import io.podbridge.core.events.EventRecorder;
import io.podbridge.core.feed.FeedView;
import io.podbridge.core.feed.PodFeed;
import io.podbridge.core.health.NodeHealth;
import io.podbridge.core.health.NodeVerdict;
import io.podbridge.core.health.ReplicaHealth;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.JsonObjects;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeApi.PatchType;
import io.podbridge.core.replica.ReplicaServices;
import io.podbridge.core.telemetry.Counter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    /** A replica says how it is. */
    record Heard(ReplicaHealth health) implements Command {}

    private record Seen(ApiResult<ApiObject> node) implements Command {}

    private record Contested(ApiObject node, ApiResult<ApiObject> lease) implements Command {}

    private record Written(String what, ApiResult<ApiObject> result, List<NodeConditions.Flip> flips)
            implements Command {}

    private final KubeApi api;
    private final NodeIdentity identity;
    private final NodeSettings settings;
    private final NodeDocument document;
    private final ReplicaServices services;
    private final ActorRef<EventRecorder.Command> events;
    private final ActorRef<PodFeed.Command> feed;
    private final ActorRef<FeedView> views;
    private final Clock clock;
    private NodeHealth health;
    private int heldAbsences;
    private Instant answering;
    private Instant heartbeatDue = Instant.MIN;

    private NodeAgent(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            NodeServices services,
            NodeDocument document,
            ActorRef<PodFeed.Command> feed) {
        super(context);
        this.services = services.replica();
        this.api = this.services.api();
        this.identity = services.identity();
        this.settings = services.settings();
        this.document = document;
        this.events = services.events();
        this.feed = feed;
        this.views = context.messageAdapter(FeedView.class, Viewed::new);
        this.clock = this.services.clock();
        this.answering = clock.instant();
        this.health = NodeHealth.unknown(this.services.name(), answering);
        timers.startTimerWithFixedDelay(new Look(), CHECK_INTERVAL);
        look();
    }

    /** The behavior of the node's agent. */
    static Behavior<Command> create(NodeServices services, NodeDocument document, ActorRef<PodFeed.Command> feed) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new NodeAgent(context, timers, services, document, feed)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Look() -> look();
            case Viewed(var view) -> viewed(view);
            case Heard(var report) -> heard(report);
            case Seen(var node) -> seen(node);
            case Contested(var node, var lease) -> contested(node, lease);
            case Written(var what, var result, var flips) -> {
                tell(result, flips);
                written(what, result);
            }
        }
        return Behaviors.same();
    }

    private void viewed(FeedView view) {
        if (view.heldAbsences() != heldAbsences) {
            heldAbsences = view.heldAbsences();
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

    /** A change is written at once, not at the next look. */
    private void heard(ReplicaHealth report) {
        NodeVerdict before = verdict();
        health = health.heard(report, clock.instant());
        if (!verdict().equals(before)) {
            look();
        }
    }

    private NodeVerdict verdict() {
        return health.verdict(clock.instant(), answering).holding(heldAbsences);
    }

    /** While the API server gives no answer, nobody can tell that writes about pods have none for another reason. */
    private void answered(ApiResult<ApiObject> result) {
        if (result instanceof ApiResult.Not<ApiObject>(ApiResult.Unavailable down)) {
            answering = clock.instant();
        }
    }

    private void seen(ApiResult<ApiObject> result) {
        answered(result);
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
        write("register", api.create("/api/v1/nodes", document.create(verdict(), now)));
    }

    /** One write at a time: each makes a new version, by which the other's fence would not hold. */
    private void bringInLine(ApiObject node) {
        heed(node);
        document.metadataPatch(node, verdict())
                .ifPresentOrElse(
                        patch -> write(LABEL, api.patch(identity.nodePath(), PatchType.MERGE, patch)),
                        () -> report(node));
    }

    private void report(ApiObject node) {
        Instant now = clock.instant();
        NodeVerdict verdict = verdict();
        if (!now.isBefore(heartbeatDue) || document.statusDiffers(node, verdict, now)) {
            heartbeatDue = now.plus(settings.statusInterval());
            byte[] patch = document.statusPatch(node, verdict, now);
            write(
                    "update the status of",
                    api.patch(identity.nodePath() + "/status", PatchType.STRATEGIC_MERGE, patch),
                    document.flips(node, verdict));
        }
    }

    private void write(String what, CompletionStage<ApiResult<ApiObject>> call) {
        write(what, call, List.of());
    }

    private void write(String what, CompletionStage<ApiResult<ApiObject>> call, List<NodeConditions.Flip> flips) {
        getContext().pipeToSelf(call, (result, failure) -> new Written(what, ApiResult.of(result, failure), flips));
    }

    /** By what the Node said before, so that a change is told once, whichever replica serves the node. */
    private void tell(ApiResult<ApiObject> result, List<NodeConditions.Flip> flips) {
        if (result instanceof ApiResult.Ok<ApiObject>(var node)) {
            flips.forEach(flip -> {
                services.telemetry().add(Counter.NODE_FLIPS, flip.type());
                events.tell(new EventRecorder.RecordNode(
                        identity.name(), node.uid(), flip.bad(), flip.reason(), flip.message()));
            });
        }
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
