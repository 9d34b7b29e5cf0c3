package io.podbridge.core.cluster;

import io.podbridge.core.config.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.Address;

/**
 * Where a replica is and whom it joins; {@code podbridge.cluster}. What each means and why it has its default stands in
 * {@code conf/cluster.conf}, the timings of the cluster likewise, under Pekko's own keys.
 *
 * @param name the cluster's name
 * @param identity who the cluster is to the API server and the platform; empty for one made of name and seeds
 * @param host where others reach this replica
 * @param port likewise; 0 takes a free one
 * @param bindHost where it listens; "" is {@code host}
 * @param bindPort likewise; 0 is {@code port}
 * @param seeds {@code host:port} of those that let others in, empty if it is alone
 * @param livenessPort the port that stays open while the process lives; 0 takes a free one
 * @param livenessAdvertisedPort the port that others are told; 0 is the same
 * @param joinTimeout after which a replica that is not Up exits
 * @param foundingNamespace the namespace of the Lease that says which bridge this is and who may found the cluster
 * @param verifyKubernetes whether a replica must be able to tell which Kubernetes cluster it serves
 * @param stableAfter for how long the same members must not have reached each other before some of them are downed
 */
public record ClusterSettings(
        String name,
        Optional<String> identity,
        String host,
        int port,
        String bindHost,
        int bindPort,
        List<String> seeds,
        int livenessPort,
        int livenessAdvertisedPort,
        Duration joinTimeout,
        String foundingNamespace,
        boolean verifyKubernetes,
        Duration stableAfter) {

    /** The role of every replica. Who joins without it is an observer: it runs nothing and has no vote. */
    public static final String ROLE = "replica";

    private static final int MAX_PORT = 65_535;

    /** Reads {@code podbridge.cluster}; errors are the reader's. */
    public static ClusterSettings read(SettingsReader reader) {
        List<String> seeds = reader.texts("seeds");
        if (!seeds.stream().allMatch(ClusterSettings::isHostAndPort)) {
            reader.error("seeds", "must be a list of host:port");
        }
        return new ClusterSettings(
                reader.text("name"),
                reader.optionalText("identity"),
                reader.text("host"),
                reader.integer("port", 0, MAX_PORT),
                reader.optionalText("bind-host").orElse(""),
                reader.integer("bind-port", 0, MAX_PORT),
                seeds,
                reader.integer("liveness-port", 0, MAX_PORT),
                reader.integer("liveness-advertised-port", 0, MAX_PORT),
                reader.duration("join-timeout", Duration.ofSeconds(10), Duration.ofMinutes(10)),
                reader.text("founding-namespace"),
                reader.flag("verify-kubernetes"),
                reader.duration("stable-after", Duration.ofSeconds(3), Duration.ofMinutes(1)));
    }

    /** Whether this is the first seed, or alone: what counts where there is no API server to ask. */
    boolean mayFound() {
        return seeds.isEmpty() || seeds.getFirst().equals(host + ":" + port);
    }

    /** Whether a single replica would run pods although others are planned: such a one must not found carelessly. */
    public boolean runsPodsAlone() {
        return seeds.size() > 1 && minimumMembers() == 1;
    }

    /** The seeds as Pekko names them. */
    List<Address> seedAddresses() {
        return seeds.stream().map(this::address).toList();
    }

    /** Where the liveness port listens. */
    public String listeningHost() {
        return bindHost.isEmpty() ? host : bindHost;
    }

    /** Where Pekko listens. */
    public int listeningPort() {
        return bindPort == 0 ? port : bindPort;
    }

    /**
     * How many replicas must be there before pods are run: a majority, so that a lone founder runs none, but never all,
     * since after a crash the rest must go on (a new shard coordinator waits for this many).
     */
    int minimumMembers() {
        int planned = Math.max(1, seeds.size());
        return planned == 2 ? 1 : planned / 2 + 1;
    }

    private Address address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return new Address(
                "pekko", name, hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    private static boolean isHostAndPort(String text) {
        return text.matches("\\S+:[1-9]\\d{0,4}");
    }
}
