package io.podbridge.core.node;

import io.podbridge.core.QuietActors;
import io.podbridge.core.events.EventRecorder;
import io.podbridge.core.feed.FeedView;
import io.podbridge.core.feed.PodFeed;
import io.podbridge.core.health.Part;
import io.podbridge.core.health.PartHealth;
import io.podbridge.core.health.PartState;
import io.podbridge.core.health.ReplicaHealth;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.replica.TestServices;
import io.podbridge.core.roster.PodShards;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import tools.jackson.databind.JsonNode;

/** A node agent, the replicas that report to it, and the Node that it keeps. */
final class NodeAgentScene {
    static final PartHealth WELL = Nodes.part(Part.PROVIDER, PartState.OK, "fine");
    static final PartHealth AWAY = Nodes.part(Part.PROVIDER, PartState.FAILED, "no answer");
    static final PartHealth DEAF = Nodes.part(Part.REQUESTS, PartState.FAILED, "no answer");
    static final Duration LOOK = Duration.ofSeconds(5);

    final QuietActors actors = new QuietActors();
    final FakeKubeApi api = new FakeKubeApi("n1");
    final Map<String, PartHealth> replicas = new TreeMap<>(Map.of("replica-1", WELL));
    final Queue<EventRecorder.RecordNode> told = new ConcurrentLinkedQueue<>();
    final AtomicInteger held = new AtomicInteger();
    final AtomicInteger released = new AtomicInteger();
    Optional<ActorRef<Object>> agent = Optional.empty();

    void close() {
        actors.close();
    }

    void start() {
        ActorRef<EventRecorder.Command> events =
                actors.start(EventRecorder.Command.class, listening()).narrow();
        ActorRef<ProviderCommand> nobody = actors.start(ProviderCommand.class, Behaviors.<ProviderCommand>ignore())
                .narrow();
        var services = new NodeServices(
                TestServices.of(api, actors.clock()),
                Nodes.OURS,
                Nodes.SETTINGS,
                Nodes.FEED,
                Nodes.CAPACITY,
                Optional::empty,
                Locality.REMOTE,
                nobody,
                events,
                (uid, event) -> {},
                new PodShards(1),
                digest -> {});
        var document = new NodeDocument(Nodes.OURS, Nodes.SETTINGS, Nodes.CAPACITY, Optional::empty);
        agent = Optional.of(actors.start(NodeAgent.Command.class, NodeAgent.create(services, document, feed())));
        actors.settle();
    }

    private ActorRef<PodFeed.Command> feed() {
        return actors.start(PodFeed.Command.class, Behaviors.receiveMessage(command -> {
                    switch (command) {
                        case PodFeed.Describe(var replyTo) ->
                            replyTo.tell(new FeedView("n1", true, 0, 1, 1, 0, false, held.get()));
                        case PodFeed.ReleaseAbsences release -> released.incrementAndGet();
                        default -> throw new AssertionError("not told by the agent: " + command);
                    }
                    return Behaviors.same();
                }))
                .narrow();
    }

    /** Every replica reports each 5 s. */
    void pass(Duration duration) {
        for (long left = duration.dividedBy(LOOK); left > 0; left--) {
            replicas.forEach((name, part) ->
                    agent.orElseThrow().tell(new NodeAgent.Heard(new ReplicaHealth(name, List.of(part)))));
            actors.settle();
            actors.pass(LOOK);
        }
    }

    private Behavior<EventRecorder.Command> listening() {
        return Behaviors.receiveMessage(command -> {
            if (command instanceof EventRecorder.RecordNode event) {
                told.add(event);
            }
            return Behaviors.same();
        });
    }

    JsonNode node() {
        return api.object(Nodes.NODE).orElseThrow();
    }

    List<String> taints() {
        return node().at("/spec/taints")
                .valueStream()
                .map(taint -> taint.path("key").asString())
                .toList();
    }

    String condition(String type) {
        return condition(type, "status");
    }

    String message(String type) {
        return condition(type, "message");
    }

    String condition(String type, String field) {
        return node().at("/status/conditions")
                .valueStream()
                .filter(condition -> condition.path("type").asString().equals(type))
                .map(condition -> condition.path(field).asString())
                .findFirst()
                .orElse("");
    }
}
