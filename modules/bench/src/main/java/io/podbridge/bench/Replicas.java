package io.podbridge.bench;

import io.podbridge.testkit.cluster.LocalCluster;
import io.podbridge.testkit.cluster.LocalReplica;
import io.podbridge.testkit.controlplane.RbacFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The replicas that are measured: {@code podbridge run}, each in a JVM of its own, as a user starts them. */
final class Replicas implements AutoCloseable {

    /** What the names of their processes begin with. */
    static final String NAME = "podbridge";

    /** In a setting, the number of the replica. */
    static final String INDEX = "{replica}";

    private static final String HOST = "127.0.0.1";
    private static final String MEMBER = "cluster";
    private static final String KUBELET = "kubelet";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private final LocalCluster cluster;
    private final int planned;

    private Replicas(LocalCluster cluster, int planned) {
        this.cluster = cluster;
        this.planned = planned;
    }

    /**
     * How they are started.
     *
     * @param count how many
     * @param kubeconfig with the rights of {@code deploy/kubernetes/rbac.yaml}
     * @param directory for logs, recordings and the ledger of the simulated provider
     * @param overrides more settings, {@code path=value}, where {@link #INDEX} stands for the replica's
     * @param jvmOptions more options of their JVMs
     * @param profile whether their time is recorded
     * @param spare how many of them come later, one by one: the others do not count on them
     */
    record Plan(
            int count,
            Path kubeconfig,
            Path directory,
            List<String> overrides,
            List<String> jvmOptions,
            boolean profile,
            int spare) {

        /** All of them are there from the start. */
        Plan(
                int count,
                Path kubeconfig,
                Path directory,
                List<String> overrides,
                List<String> jvmOptions,
                boolean profile) {
            this(count, kubeconfig, directory, overrides, jvmOptions, profile, 0);
        }

        private int planned() {
            return count - spare;
        }

        /** Where the simulated provider writes what it was asked to do. */
        Path ledger() {
            return directory.resolve("ledger-of-" + count);
        }
    }

    /** Ready to be started; nothing runs. */
    static Replicas prepare(Installation installation, Plan plan) {
        List<LocalCluster> made = new ArrayList<>();
        List<String> options = new ArrayList<>(installation.jvmOptions());
        options.addAll(plan.jvmOptions());
        if (plan.profile()) {
            options.addAll(Profile.jvmOptions(plan.directory()));
        }
        var cluster = LocalCluster.of("io.podbridge.app.Main", plan.count())
                .classPath(installation.classPath())
                .jvmOptions(options)
                .logs(plan.directory())
                .arguments(replica -> arguments(plan, made.getFirst(), replica))
                .create();
        made.add(cluster);
        return new Replicas(cluster, plan.planned());
    }

    /** Starts them, but for the spare ones; returns when their processes run, which is long before they work. */
    void start() {
        for (int index = 0; index < planned; index++) {
            start(index);
        }
    }

    /** Starts one, again if it ran before, at the same ports; returns when its process runs. */
    void start(int index) {
        cluster.start(index);
    }

    /** Ends one as a crash does. */
    void kill(int index) {
        cluster.replica(index).kill9();
    }

    /** Stops one as an operator does, and waits for its end. */
    void stop(int index) {
        cluster.replica(index).terminate();
        if (cluster.replica(index).awaitExit(STOP_TIMEOUT).isEmpty()) {
            throw new IllegalStateException(
                    "replica " + index + " has not ended after " + STOP_TIMEOUT.toSeconds() + " s");
        }
    }

    /** The ports with which they are members of the cluster, the spare ones' included, in the order of their index. */
    List<Integer> members() {
        return cluster.ports(MEMBER);
    }

    /** How many there are, spare ones included. */
    int count() {
        return cluster.replicas().size();
    }

    /** Their processes by name, of those that run. */
    Map<String, Long> pids() {
        return cluster.replicas().stream()
                .filter(LocalReplica::running)
                .collect(Collectors.toMap(
                        replica -> NAME + "-" + replica.index(), LocalReplica::pid, (a, b) -> a, TreeMap::new));
    }

    /** Where the kubelet API of each replica is. */
    List<Kubelet> kubelets() {
        return cluster.replicas().stream()
                .map(replica -> new Kubelet(NAME + "-" + replica.index(), replica.port(MEMBER), replica.port(KUBELET)))
                .toList();
    }

    /**
     * The kubelet API of a replica.
     *
     * @param replica the name of its process
     * @param member the port with which it is a member of the cluster
     */
    record Kubelet(String replica, int member, int port) {}

    long residentBytes() {
        return cluster.replicas().stream()
                .mapToLong(LocalReplica::residentBytes)
                .sum();
    }

    String tails() {
        return cluster.tails(30);
    }

    /** As an operator stops them. */
    void stop() {
        cluster.replicas().stream().filter(LocalReplica::running).forEach(LocalReplica::terminate);
        cluster.replicas().forEach(replica -> replica.awaitExit(STOP_TIMEOUT));
    }

    @Override
    public void close() {
        cluster.close();
    }

    private static List<String> arguments(Plan plan, LocalCluster cluster, LocalReplica replica) {
        String seeds = cluster.ports(MEMBER).stream()
                .limit(plan.planned())
                .map(port -> HOST + ":" + port)
                .collect(Collectors.joining("\",\""));
        List<String> arguments = new ArrayList<>(List.of("run", "--kubeconfig", "" + plan.kubeconfig()));
        for (String setting : settings(plan, seeds, replica)) {
            arguments.addAll(List.of("--set", setting));
        }
        for (String setting : plan.overrides()) {
            arguments.addAll(List.of("--set", setting.replace(INDEX, Integer.toString(replica.index()))));
        }
        return arguments;
    }

    /** The provider takes no time: what is measured is podbridge. Everything else is as delivered. */
    private static List<String> settings(Plan plan, String seeds, LocalReplica replica) {
        String simulated = "podbridge.providers.simulated.";
        return List.of(
                "podbridge.provider=simulated",
                "podbridge.node.name=" + RbacFixture.NODE,
                // One bridge, however many replicas: another one would wait for the lease of the one before to run out.
                "podbridge.cluster.identity=benchmark",
                "podbridge.cluster.host=" + HOST,
                "podbridge.cluster.port=" + replica.port(MEMBER),
                "podbridge.cluster.seeds=[\"" + seeds + "\"]",
                "podbridge.kubelet.port=" + replica.port(KUBELET),
                "podbridge.relay.port=" + replica.port("relay"),
                simulated + "directory=\"" + plan.ledger() + "\"",
                simulated + "start-latency={min=0ms,max=0ms}",
                simulated + "delete-latency={min=0ms,max=0ms}",
                simulated + "stop-latency=0ms");
    }
}
