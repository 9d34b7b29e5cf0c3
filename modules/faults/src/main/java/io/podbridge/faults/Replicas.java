package io.podbridge.faults;

import io.podbridge.testkit.cluster.LocalCluster;
import io.podbridge.testkit.cluster.LocalReplica;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.RbacFixture;
import io.podbridge.testkit.net.FaultProxy;
import io.podbridge.testkit.net.SocketOwners;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three replicas with a {@link FaultProxy} on each of their ways, and a supervisor that starts again what has ended.
 * For one thread.
 */
final class Replicas implements AutoCloseable {
    static final int COUNT = 3;

    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(1);

    private final LocalCluster cluster;
    private final RunRecord record;
    private final List<FaultProxy> toApiServer;
    private final List<FaultProxy> toCluster = new ArrayList<>();
    private final List<FaultProxy> toLiveness = new ArrayList<>();
    private final Map<String, Long> pids = new ConcurrentHashMap<>();

    /** Before this time ({@link System#nanoTime}) a replica is not started. */
    private final long[] notBefore = new long[COUNT];

    private final long[] startedAt = new long[COUNT];

    private Replicas(Plan plan, RunRecord record) {
        this.record = record;
        List<LocalCluster> made = new ArrayList<>();
        toApiServer = IntStream.range(0, COUNT)
                .mapToObj(i -> new FaultProxy(plan.controlPlane().url().getPort()))
                .toList();
        var kubeconfigs = kubeconfigs(plan.controlPlane());
        cluster = LocalCluster.of("io.podbridge.app.Main", COUNT)
                .classPath(plan.classPath())
                .jvmOptions(plan.jvmOptions())
                .logs(plan.directory().resolve("logs"))
                .launchedBy(replica -> plan.clocks().launcher(replica.index()))
                .arguments(replica -> arguments(plan, made.getFirst(), kubeconfigs, replica))
                .create();
        made.add(cluster);
        for (LocalReplica replica : cluster.replicas()) {
            toCluster.add(new FaultProxy(replica.port("cluster"), replica.port("cluster-behind"), this::client));
            toLiveness.add(new FaultProxy(replica.port("liveness"), replica.port("liveness-behind"), this::client));
        }
    }

    /**
     * Settings of the replicas.
     *
     * @param directory for logs and the ledger
     * @param provider the name of a provider with the settings of the simulated one
     * @param settings more settings, {@code path=value} below {@code podbridge}
     */
    record Plan(
            ControlPlane controlPlane,
            String classPath,
            List<String> jvmOptions,
            Path directory,
            Clocks clocks,
            String provider,
            List<String> settings) {

        Path ledger() {
            return directory.resolve("ledger");
        }
    }

    /** Starts them; they work some seconds later. */
    static Replicas start(Plan plan, RunRecord record) {
        var replicas = new Replicas(plan, record);
        replicas.supervise();
        return replicas;
    }

    /** To be called some times a second: starts again what has ended. */
    void supervise() {
        for (int i = 0; i < COUNT; i++) {
            LocalReplica replica = cluster.replica(i);
            if (replica.running() || System.nanoTime() - notBefore[i] < 0) {
                continue;
            }
            var ended = replica.awaitExit(Duration.ZERO);
            if (ended.isPresent()) {
                record.note(replica + " has ended with " + ended.getAsInt());
            }
            startedAt[i] = System.nanoTime();
            notBefore[i] = startedAt[i] + BETWEEN_STARTS.toNanos();
            cluster.start(i);
            pids.put(name(i), replica.pid());
        }
    }

    /** Has it wait for so long before it is started again. */
    void hold(int replica, Duration time) {
        notBefore[replica] = System.nanoTime() + time.toNanos();
    }

    LocalReplica replica(int index) {
        return cluster.replica(index);
    }

    /** The replicas whose processes exist. */
    List<Integer> running() {
        return IntStream.range(0, COUNT)
                .filter(i -> cluster.replica(i).running())
                .boxed()
                .toList();
    }

    /** The one that was started first, of those that run. */
    int oldest() {
        return running().stream()
                .min((one, two) -> Long.compare(startedAt[one] - startedAt[two], 0))
                .orElse(0);
    }

    /** The one with this kubelet port. */
    List<Integer> withKubeletPort(int port) {
        return running().stream()
                .filter(i -> cluster.replica(i).port("kubelet") == port)
                .toList();
    }

    /** Tells whether each holds liveness connections of both others: all are members. */
    boolean whole() {
        return running().size() == COUNT && toLiveness.stream().allMatch(proxy -> proxy.connections() == COUNT - 1);
    }

    FaultProxy toApiServer(int replica) {
        return toApiServer.get(replica);
    }

    /** The ways to this replica from the others. */
    List<FaultProxy> to(int replica) {
        return List.of(toCluster.get(replica), toLiveness.get(replica));
    }

    /** The name that connections of this replica have in the proxies of the others. */
    static String name(int replica) {
        return "replica-" + replica;
    }

    String tails(int lines) {
        return cluster.tails(lines);
    }

    /** Kills them all. */
    @Override
    public void close() {
        cluster.close();
        toApiServer.forEach(FaultProxy::close);
        toCluster.forEach(FaultProxy::close);
        toLiveness.forEach(FaultProxy::close);
    }

    private String client(int port) {
        return SocketOwners.name(port, pids).orElse("");
    }

    private List<Path> kubeconfigs(ControlPlane controlPlane) {
        Path kubeconfig = RbacFixture.apply(controlPlane);
        return toApiServer.stream()
                .map(proxy -> controlPlane.kubeconfigAt(kubeconfig, URI.create("https://127.0.0.1:" + proxy.port())))
                .toList();
    }

    private static List<String> arguments(
            Plan plan, LocalCluster cluster, List<Path> kubeconfigs, LocalReplica replica) {
        List<String> arguments = new ArrayList<>(
                List.of("run", "--kubeconfig", kubeconfigs.get(replica.index()).toString()));
        List<String> settings = new ArrayList<>(settings(plan, cluster, replica));
        settings.addAll(plan.settings());
        settings.forEach(setting -> arguments.addAll(List.of("--set", "podbridge." + setting)));
        return arguments;
    }

    private static List<String> settings(Plan plan, LocalCluster cluster, LocalReplica replica) {
        String seeds = cluster.ports("cluster").stream()
                .map(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining("\",\""));
        String platform = "providers." + plan.provider() + ".";
        return List.of(
                "provider=" + plan.provider(),
                "node.name=" + RbacFixture.NODE,
                "node.pods=20000",
                "cluster.seeds=[\"" + seeds + "\"]",
                "cluster.port=" + replica.port("cluster"),
                "cluster.bind-port=" + replica.port("cluster-behind"),
                "cluster.liveness-port=" + replica.port("liveness-behind"),
                "cluster.liveness-advertised-port=" + replica.port("liveness"),
                "kubelet.port=" + replica.port("kubelet"),
                "relay.port=" + replica.port("relay"),
                platform + "directory=\"" + plan.ledger() + "\"",
                // Often enough that a status is written in the middle of each fault.
                platform + "back-off=1s",
                platform + "back-off-limit=2s");
    }
}
