package io.podbridge.app.bridge;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podbridge.app.Main;
import io.podbridge.provider.simulated.LedgerAudit;
import io.podbridge.testkit.cluster.LocalCluster;
import io.podbridge.testkit.cluster.LocalReplica;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.RbacFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Replicas of one bridge in JVMs of their own, on a real control plane, with the rights that the product documents. */
final class Bridge implements AutoCloseable {
    static final String NODE = RbacFixture.NODE;

    /** In a setting, these stand for the bridge's directory and the replica's index. */
    private static final String DIRECTORY = "{directory}";

    private static final String INDEX = "{replica}";

    private final ControlPlane controlPlane;
    private final KubernetesClient admin;
    private final LocalCluster cluster;
    private final Path directory;

    private Bridge(ControlPlane controlPlane, int replicas, List<String> settings) {
        this.controlPlane = controlPlane;
        this.admin = controlPlane.adminClient();
        this.directory = temporaryDirectory();
        var kubeconfig = RbacFixture.apply(controlPlane);
        this.cluster = LocalCluster.of(Main.class.getName(), replicas)
                .arguments(replica -> arguments(replica, kubeconfig, settings))
                .create();
    }

    /** A bridge of which every replica is Up; settings are {@code path=value}, below {@code podbridge}. */
    static Bridge start(ControlPlane controlPlane, int replicas, String... settings) {
        var bridge = new Bridge(controlPlane, replicas, List.of(settings));
        try {
            bridge.startAll();
            return bridge;
        } catch (RuntimeException | Error failed) {
            bridge.close();
            throw failed;
        }
    }

    /** The same where pods are processes of the replicas, each of which has a directory of its own. */
    static Bridge ofProcesses(ControlPlane controlPlane, int replicas, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "provider=process",
                "providers.process.enabled=true",
                "providers.process.directory=" + DIRECTORY + "/processes-" + INDEX));
        all.addAll(List.of(settings));
        return start(controlPlane, replicas, all.toArray(String[]::new));
    }

    private List<String> arguments(LocalReplica replica, Path kubeconfig, List<String> settings) {
        List<String> arguments = new ArrayList<>(List.of("run", "--kubeconfig", kubeconfig.toString()));
        List<String> all = new ArrayList<>(List.of(
                "node.name=" + NODE,
                "node.pods=20000",
                "cluster.port=" + replica.port("cluster"),
                "cluster.seeds=[" + seeds() + "]",
                "providers.simulated.directory=" + ledger()));
        all.addAll(settings);
        all.forEach(setting -> arguments.addAll(List.of("--set", of(replica, setting))));
        return arguments;
    }

    private String of(LocalReplica replica, String setting) {
        return setting.replace(DIRECTORY, directory.toString()).replace(INDEX, Integer.toString(replica.index()));
    }

    private String seeds() {
        return cluster.ports("cluster").stream()
                .map(port -> "\"127.0.0.1:" + port + "\"")
                .collect(Collectors.joining(","));
    }

    /** Starts the replicas that do not run, and waits until the node is Ready. */
    void startAll() {
        cluster.startAll();
        await("the node to be Ready", Duration.ofMinutes(2)).until(this::nodeReady);
    }

    LocalCluster cluster() {
        return cluster;
    }

    KubernetesClient admin() {
        return admin;
    }

    ControlPlane controlPlane() {
        return controlPlane;
    }

    Path directory() {
        return directory;
    }

    Path ledger() {
        return directory.resolve("ledger");
    }

    LedgerAudit audit() {
        return LedgerAudit.of(ledger());
    }

    boolean nodeReady() {
        var node = admin.nodes().withName(NODE).get();
        return node != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    /** The pods of the node in the API server now. */
    List<Pod> pods() {
        return admin.pods()
                .inAnyNamespace()
                .withField("spec.nodeName", NODE)
                .list()
                .getItems();
    }

    List<Pod> pods(String phase) {
        return pods().stream()
                .filter(pod -> pod.getStatus().getPhase().equals(phase))
                .toList();
    }

    /** The replica that is the member at this port. */
    LocalReplica replicaAt(int port) {
        return cluster.replicas().stream()
                .filter(replica -> replica.port("cluster") == port)
                .findFirst()
                .orElseThrow();
    }

    static ConditionFactory await(String what, Duration atMost) {
        return Awaitility.await(what)
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions();
    }

    /** Kills the replicas and removes what they leave in the API server, so that the next test may use the name. */
    @Override
    public void close() {
        cluster.close();
        admin.pods()
                .inAnyNamespace()
                .withField("spec.nodeName", NODE)
                .withGracePeriod(0)
                .delete();
        admin.nodes().withName(NODE).delete();
        admin.leases().inNamespace("kube-node-lease").withName(NODE).delete();
        admin.close();
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "bridge").toAbsolutePath()), "");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
