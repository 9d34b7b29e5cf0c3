package io.podbridge.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podbridge.app.Main;
import io.podbridge.app.Packaged;
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
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Replicas of one bridge in JVMs of their own, on a real control plane, with the rights that the product documents. */
final class Bridge implements AutoCloseable {
    static final String NODE = RbacFixture.NODE;

    private final KubernetesClient admin;
    private final LocalCluster cluster;
    private final Path directory;
    private final Path kubeconfig;
    private final ReplicaArguments arguments;

    private Bridge(KubernetesClient admin, Path kubeconfig, int replicas, List<String> settings) {
        this.admin = admin;
        this.kubeconfig = kubeconfig;
        this.directory = temporaryDirectory();
        this.arguments = new ReplicaArguments(directory, settings);
        this.cluster = LocalCluster.of(Main.class.getName(), replicas)
                .classPath(Packaged.classPath())
                .jvmOptions(Stream.concat(Packaged.replica().stream(), Stream.of("-Xmx512m"))
                        .toList())
                .arguments(this::arguments)
                .create();
    }

    /** A bridge of which every replica is Up; settings are {@code path=value}, below {@code podbridge}. */
    static Bridge start(ControlPlane controlPlane, int replicas, String... settings) {
        return start(controlPlane.adminClient(), RbacFixture.apply(controlPlane), replicas, settings);
    }

    /** The same on any API server whose administrator this kubeconfig is. */
    static Bridge start(Path kubeconfig, int replicas, String... settings) {
        var admin = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
        return start(admin, kubeconfig, replicas, settings);
    }

    /** The same with another kubeconfig than that of the documented rights. */
    static Bridge start(ControlPlane controlPlane, Path kubeconfig, int replicas, String... settings) {
        return start(controlPlane.adminClient(), kubeconfig, replicas, settings);
    }

    /** One of which no replica runs yet. */
    static Bridge unstarted(ControlPlane controlPlane, int replicas, String... settings) {
        return new Bridge(controlPlane.adminClient(), RbacFixture.apply(controlPlane), replicas, List.of(settings));
    }

    private static Bridge start(KubernetesClient admin, Path kubeconfig, int replicas, String... settings) {
        var bridge = new Bridge(admin, kubeconfig, replicas, List.of(settings));
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
        return start(controlPlane, replicas, ReplicaArguments.withProcesses(settings));
    }

    private List<String> arguments(LocalReplica replica) {
        return arguments(replica, kubeconfig);
    }

    /** With which that replica is started, but for the kubeconfig. */
    List<String> arguments(LocalReplica replica, Path kubeconfig) {
        return arguments.of(replica, kubeconfig, cluster.ports("cluster"));
    }

    /** Starts the replicas that do not run, and waits until the node is Ready. */
    void startAll() {
        cluster.startAll();
        awaitNodeReady();
    }

    LocalCluster cluster() {
        return cluster;
    }

    KubernetesClient admin() {
        return admin;
    }

    Path directory() {
        return directory;
    }

    Path ledger() {
        return arguments.ledger();
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

    /** The Node as it is now. */
    Node node() {
        return Objects.requireNonNull(admin.nodes().withName(NODE).get(), "there is no Node");
    }

    /** The Node's lease as it is now. */
    Lease lease() {
        var lease = admin.leases().inNamespace("kube-node-lease").withName(NODE).get();
        return Objects.requireNonNull(lease, "there is no lease");
    }

    /** Makes a pod. */
    Pod create(Pod pod) {
        return admin.pods().resource(pod).create();
    }

    /** The pod of this name as it is now. */
    Pod pod(String name) {
        return Objects.requireNonNull(
                admin.pods().inNamespace("default").withName(name).get(), "there is no pod");
    }

    /** What happened to the pod of this name. */
    List<Event> events(String name) {
        return admin.v1()
                .events()
                .inNamespace("default")
                .withField("involvedObject.name", name)
                .list()
                .getItems();
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

    void awaitNodeReady() {
        await("the node to be Ready", Duration.ofMinutes(2)).until(this::nodeReady);
    }

    /** Waits until exactly this many pods run. */
    void awaitRunning(int pods) {
        await(pods + " pods to run", Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(pods("Running")).hasSize(pods));
    }

    /** Deletes every pod as kubectl does, and waits until the last object is gone. */
    void deleteAllPods() {
        // One by one: a collection of thousands takes longer than a request may.
        pods().parallelStream().forEach(pod -> admin.resource(pod).delete());
        await("every pod to go", Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(pods()).isEmpty());
    }

    /** By the ledger: none of these pods is missing, and none was made twice, whatever happened meanwhile. */
    void assertCreatedOnce(Collection<String> uids) {
        var audit = audit();
        assertThat(audit.duplicates()).isEmpty();
        assertThat(audit.lost(uids)).isEmpty();
        var counts = audit.counts();
        assertThat(uids).allSatisfy(uid -> assertThat(counts.get(uid).created()).isEqualTo(1));
        System.out.println("ledger: " + audit.total());
    }

    /** By the ledger: nothing runs any more, and each of these pods was deleted once. */
    void assertDeletedOnce(Collection<String> uids) {
        await("the platform to be empty", Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(audit().orphans(List.of())).isEmpty());
        var counts = audit().counts();
        assertThat(uids).allSatisfy(uid -> assertThat(counts.get(uid).deleted()).isEqualTo(1));
        assertThat(audit().duplicates()).isEmpty();
    }

    /** Whether so long has passed since now: for what cannot be waited for in any other way. */
    static Callable<Boolean> elapsed(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        return () -> System.nanoTime() - end >= 0;
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
        admin.leases()
                .inNamespace("kube-node-lease")
                .withName("podbridge-founder-" + NODE)
                .delete();
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
