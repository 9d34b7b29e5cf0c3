package io.podbridge.testkit.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.podbridge.core.cluster.ClusterConfig;
import io.podbridge.core.cluster.ClusterReplica;
import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.cluster.LivenessMessage;
import io.podbridge.core.config.SettingsReader;
import io.podbridge.core.wire.CborSerializer;
import io.podbridge.core.wire.WireTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/** The program of the tests: a replica that runs {@link Ping} entities and nothing else. */
final class PingSystem {
    private static final WireTypes TYPES = WireTypes.of(List.of(LivenessMessage.class, Ping.class, Ping.Pong.class));

    /** The options of a JVM whose log tells of liveness connections too. */
    static final List<String> VERBOSE = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-Dlogback.configurationFile=replica-logback.xml");

    private PingSystem() {}

    /** Starts a replica; each argument is a line of configuration. */
    public static void main(String[] args) {
        // Threads of a half-made actor system would keep the process alive.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(2);
        });
        Config config = ConfigFactory.parseString(String.join("\n", args));
        if (config.hasPath("names")) {
            config.getObject("names")
                    .forEach((name, address) -> System.setProperty(name, (String) address.unwrapped()));
        }
        ClusterSettings settings = settings(config);
        ActorSystem<Void> system = create(settings, config);
        ClusterReplica.exitWithout(ClusterSharding.get(system).init(Ping.entity()), system);
        ClusterReplica.join(system, settings, true);
    }

    /** Replicas of this program that are each other's seeds; nothing is started. */
    static LocalCluster cluster(int size, String... more) {
        List<LocalCluster> itself = new ArrayList<>();
        itself.add(LocalCluster.of(PingSystem.class.getName(), size)
                .arguments(replica -> Stream.concat(
                                Stream.of(
                                        "podbridge.cluster.port = " + replica.port("cluster"),
                                        "podbridge.cluster.seeds = ["
                                                + seeds(itself.getFirst().ports("cluster")) + "]"),
                                Stream.of(more))
                        .toList())
                .create());
        return itself.getFirst();
    }

    /** The seeds at these ports of this machine, as they stand in a configuration. */
    static String seeds(List<Integer> ports) {
        return ports.stream().map(port -> "\"127.0.0.1:" + port + "\"").collect(Collectors.joining(","));
    }

    static ClusterSettings settings(Config config) {
        SettingsReader reader =
                SettingsReader.of(config.withFallback(ClusterConfig.defaults()).resolve(), "podbridge.cluster");
        ClusterSettings settings = ClusterSettings.read(reader);
        reader.finish();
        return settings;
    }

    static ActorSystem<Void> create(ClusterSettings settings, Config config) {
        ActorSystemSetup setup = ActorSystemSetup.create(
                BootstrapSetup.create(ClusterConfig.pekko(settings, "1.0.0", List.of(), config)),
                CborSerializer.setup(TYPES, manifest -> {
                    throw new IllegalArgumentException("no pods here");
                }));
        return ActorSystem.create(Behaviors.empty(), settings.name(), setup);
    }
}
