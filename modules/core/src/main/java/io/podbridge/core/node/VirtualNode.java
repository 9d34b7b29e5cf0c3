package io.podbridge.core.node;

import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.feed.FeedServices;
import io.podbridge.core.feed.PodFeed;
import io.podbridge.core.provider.ProviderActor;
import io.podbridge.core.provider.ProviderCommand;
import java.time.Duration;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * The node, on one replica at a time: its agent, its feed, and the search for pods that nobody wants. Holds nothing
 * that is not in the API server or on the platform; the next replica begins anew.
 */
public final class VirtualNode extends AbstractMatchingBehavior<NodeCommand> {

    /** The sharding type; the entity's id is the node's name. */
    public static final EntityTypeKey<NodeCommand> KEY = EntityTypeKey.create(NodeCommand.class, "node");

    /** A child that fails is made again after a pause, never in a tight loop. */
    private static final SupervisorStrategy AGAIN =
            SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(30), 0.2);

    private final NodeServices services;
    private final FeedSigns signs;
    private final ActorRef<PodFeed.Command> feed;
    private final ActorRef<NodeAgent.Command> agent;
    private final ActorRef<ProviderCommand.Listed> swept;
    private Set<ActorRef<ProviderCommand>> providers = Set.of();

    private VirtualNode(ActorContext<NodeCommand> context, NodeServices services) {
        super(context);
        this.services = services;
        this.swept = context.messageAdapter(ProviderCommand.Listed.class, NodeCommand.Swept::new);
        listen(context);
        ActorRef<NodeCommand> self = context.getSelf();
        this.signs = new FeedSigns(services.replica());
        this.feed = context.spawn(
                Behaviors.supervise(
                                PodFeed.create(feedServices(() -> self.tell(new NodeCommand.Sweep())), services.feed()))
                        .onFailure(AGAIN),
                "feed");
        var document =
                new NodeDocument(services.identity(), services.settings(), services.capacity(), services.kubelet());
        this.agent = context.spawn(
                Behaviors.supervise(NodeAgent.create(services, document, feed)).onFailure(AGAIN), "agent");
        context.getLog()
                .info("Node {} is served from this replica", services.identity().name());
    }

    private FeedServices feedServices(Runnable sweep) {
        return new FeedServices(signs, services.entities(), services.shards(), services.rosters(), sweep);
    }

    private static void listen(ActorContext<NodeCommand> context) {
        context.getSystem()
                .receptionist()
                .tell(Receptionist.subscribe(
                        ProviderActor.KEY,
                        context.messageAdapter(
                                Receptionist.Listing.class,
                                listing -> new NodeCommand.Providers(listing.getServiceInstances(ProviderActor.KEY)))));
        Cluster.get(context.getSystem())
                .subscriptions()
                .tell(Subscribe.create(
                        context.messageAdapter(
                                ClusterEvent.MemberEvent.class, event -> new NodeCommand.ClusterChanged()),
                        ClusterEvent.MemberEvent.class));
    }

    /** Starts the region of this replica. What is sent to it reaches the node, wherever that is. */
    public static ActorRef<ShardingEnvelope<NodeCommand>> start(ActorSystem<?> system, NodeServices services) {
        return ClusterSharding.get(system)
                .init(Entity.of(KEY, entity -> create(services))
                        .withRole(ClusterSettings.ROLE)
                        .withStopMessage(new NodeCommand.HandOff()));
    }

    /** The behavior of the node. */
    public static Behavior<NodeCommand> create(NodeServices services) {
        return Behaviors.setup(context -> new VirtualNode(context, services));
    }

    @Override
    public Behavior<NodeCommand> onMessage(NodeCommand command) {
        switch (command) {
            case NodeCommand.KeepAlive() -> {}
            case NodeCommand.ShardMoved(int shard) -> feed.tell(new PodFeed.ShardMoved(shard));
            case NodeCommand.ConfirmAbsence(var id) -> feed.tell(new PodFeed.Confirm(id));
            case NodeCommand.Describe(var replyTo) -> feed.tell(new PodFeed.Describe(replyTo));
            case NodeCommand.Report(var health) -> agent.tell(new NodeAgent.Heard(health));
            case NodeCommand.ClusterChanged() -> feed.tell(new PodFeed.ClusterChanged());
            case NodeCommand.Providers(var all) -> providers = all;
            case NodeCommand.Sweep() -> sweep();
            case NodeCommand.Swept(var listed) -> swept(listed);
            case NodeCommand.HandOff() -> {
                return Behaviors.stopped();
            }
        }
        return Behaviors.same();
    }

    /** The feed goes with it. */
    @Override
    public Behavior<NodeCommand> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            signs.end();
        }
        return Behaviors.same();
    }

    private void sweep() {
        switch (services.locality()) {
            case REMOTE -> services.provider().tell(new ProviderCommand.ListHere(swept));
            case REPLICA -> providers.forEach(provider -> provider.tell(new ProviderCommand.ListHere(swept)));
        }
    }

    /** A list that failed says nothing about what runs. */
    private void swept(ProviderCommand.Listed listed) {
        listed.problem()
                .ifPresentOrElse(
                        problem -> getContext().getLog().warn("The provider did not list its pods: {}", problem),
                        () -> feed.tell(new PodFeed.Found(listed.pods())));
    }
}
