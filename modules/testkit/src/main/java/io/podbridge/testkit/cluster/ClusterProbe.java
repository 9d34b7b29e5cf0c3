package io.podbridge.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.podbridge.core.cluster.ClusterConfig;
import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.cluster.Incarnation;
import io.podbridge.core.cluster.Membership;
import io.podbridge.core.config.SettingsReader;
import io.podbridge.core.entity.PodCommand;
import io.podbridge.core.entity.PodEntity;
import io.podbridge.core.entity.PodSharding;
import io.podbridge.core.kube.ManifestCodec;
import io.podbridge.core.roster.PodShards;
import io.podbridge.core.wire.CborSerializer;
import io.podbridge.core.wire.WireTypes;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.awaitility.Awaitility;

/**
 * A member in the JVM of a test or benchmark that runs nothing and has no vote: knows which replicas are Up, which is
 * the oldest, and how many pods every shard holds. For one thread.
 */
public final class ClusterProbe implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final String HOST = "127.0.0.1";

    private final ActorSystem<Void> system;
    private final Cluster cluster;
    private final ShardSurvey survey;
    private final PodShards shards;
    private final ActorRef<ShardingEnvelope<PodCommand>> entities;
    private final Set<Incarnation> ended = new HashSet<>();

    private ClusterProbe(ActorSystem<Void> system) {
        this.system = system;
        this.cluster = Cluster.get(system);
        this.shards = PodSharding.shards(system);
        this.entities = ClusterSharding.get(system)
                .init(Entity.of(PodEntity.KEY, entity -> Behaviors.<PodCommand>empty())
                        .withRole(ClusterSettings.ROLE)
                        .withMessageExtractor(PodSharding.extractor(shards)));
        this.survey = new ShardSurvey(system, shards, entities);
    }

    /**
     * Joins the replicas at these ports.
     *
     * @param protocols what replicas may send each other
     */
    public static ClusterProbe join(List<Integer> ports, WireTypes protocols) {
        String seeds =
                ports.stream().map(port -> "\"" + HOST + ":" + port + "\"").collect(Collectors.joining(","));
        Config config = ConfigFactory.parseString("""
            podbridge.cluster { port = 0, seeds = [%s] }
            pekko.cluster.roles = []
            pekko.coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }
            pekko.loglevel = ERROR
            """.formatted(seeds)).withFallback(ClusterConfig.defaults());
        var settings = ClusterSettings.read(
                SettingsReader.of(config.resolve(), "podbridge").section("cluster"));
        var setup = ActorSystemSetup.create(
                BootstrapSetup.create(ClusterConfig.pekko(settings, "development", List.of(), config)),
                CborSerializer.setup(protocols, new ManifestCodec()));
        var probe = new ClusterProbe(ActorSystem.create(Behaviors.empty(), settings.name(), setup));
        probe.cluster
                .manager()
                .tell(new JoinSeedNodes(ports.stream()
                        .map(port -> new Address("pekko", settings.name(), HOST, port))
                        .toList()));
        return probe;
    }

    /**
     * Waits until exactly this many replicas are Up, none of them one of which {@link #willEnd} was told: that is a
     * member until the others have removed it, and whoever ends a second one before that ends the majority.
     */
    public void awaitUp(int replicas) {
        Awaitility.await(replicas + " replicas to be Up").atMost(LONGEST).untilAsserted(() -> {
            var view = Membership.now(cluster);
            assertThat(view.members().size() == replicas
                            && view.unreachable().isEmpty()
                            && Collections.disjoint(view.members(), ended))
                    .as(view::toString)
                    .isTrue();
        });
    }

    /** To be told before a replica is ended: the member at this port will not count any more. */
    public void willEnd(int port) {
        Membership.now(cluster).members().stream()
                .filter(member -> member.address().endsWith(":" + port))
                .forEach(ended::add);
    }

    /** The port of the oldest replica, which runs the coordinators. */
    public int oldest() {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .filter(member -> member.hasRole(ClusterSettings.ROLE))
                .reduce((one, two) -> one.isOlderThan(two) ? one : two)
                .map(Member::address)
                .flatMap(Address::getPort)
                .orElseThrow();
    }

    /** The shards of the pods. */
    public PodShards shards() {
        return shards;
    }

    /** Asks the shards what they hold. */
    public ShardSurvey survey() {
        return survey;
    }

    /** Reaches the entities of pods. */
    public ActorRef<ShardingEnvelope<PodCommand>> entities() {
        return entities;
    }

    /** The system of this member, for actors of its user. */
    public ActorSystem<?> system() {
        return system;
    }

    @Override
    public void close() {
        system.terminate();
        var gone = system.getWhenTerminated().toCompletableFuture();
        Awaitility.await("the probe to end").atMost(LONGEST).until(gone::isDone);
    }
}
