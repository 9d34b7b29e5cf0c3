package io.podbridge.core.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes the configuration of the actor system. */
public final class ClusterConfig {
    private static final String RESOURCE = "podbridge/cluster.conf";

    /**
     * Who cannot found a cluster only asks again by that timeout: with the founder's 20 s, one that was started
     * together with it came 20 s late.
     */
    private static final String ASK_AGAIN = "1s";

    private ClusterConfig() {}

    /** {@code conf/cluster.conf}, not resolved. */
    public static Config defaults() {
        return ConfigFactory.parseResources(
                ClusterConfig.class.getClassLoader(),
                RESOURCE,
                ConfigParseOptions.defaults().setAllowMissing(false));
    }

    /**
     * What to make the actor system with: the settings, over {@code loaded} (which may override any of Pekko's keys),
     * over {@code conf/cluster.conf}, over Pekko's own defaults.
     *
     * @param version this build's; shards are not given to older replicas during a rolling update
     * @param roles what this replica tells the others of itself, besides that it is one
     */
    public static Config pekko(ClusterSettings settings, String version, List<String> roles, Config loaded) {
        Config founders = settings.mayFound()
                ? loaded
                : ConfigFactory.parseMap(Map.of("pekko.cluster.seed-node-timeout", ASK_AGAIN))
                        .withFallback(loaded);
        return pekko(settings, version, roles, JoinAgreement.none(), founders);
    }

    /** The same for a replica that joins only those with whom it agrees, and any of which may come to found. */
    public static Config pekko(
            ClusterSettings settings, String version, List<String> roles, JoinAgreement agreement, Config loaded) {
        return ConfigFactory.parseMap(overrides(settings, version, roles))
                .withFallback(ConfigFactory.parseMap(agreement.keys()))
                .withFallback(loaded)
                .withFallback(defaults())
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    private static Map<String, Object> overrides(ClusterSettings settings, String version, List<String> roles) {
        Map<String, Object> overrides = new HashMap<>();
        overrides.put("pekko.remote.artery.canonical.hostname", settings.host());
        overrides.put("pekko.remote.artery.canonical.port", settings.port());
        overrides.put("pekko.remote.artery.bind.hostname", settings.bindHost());
        overrides.put("pekko.remote.artery.bind.port", settings.bindPort() == 0 ? "" : settings.bindPort());
        overrides.put("pekko.cluster.app-version", version);
        if (!roles.isEmpty()) {
            overrides.put(
                    "pekko.cluster.roles",
                    Stream.concat(Stream.of(ClusterSettings.ROLE), roles.stream())
                            .toList());
        }
        overrides.put("pekko.cluster.role." + ClusterSettings.ROLE + ".min-nr-of-members", settings.minimumMembers());
        return overrides;
    }
}
