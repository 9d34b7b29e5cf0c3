package io.podbridge.faults;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.RbacFixture;
import io.podbridge.testkit.net.StandIn;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A control plane, three replicas, what may stand between them, and the record of what is done. It may be given a
 * control plane that others use after it, and leaves nothing there.
 */
final class Scene implements AutoCloseable {
    static final String NODE = RbacFixture.NODE;

    private static final String CONFIRM_ABSENCES = "podbridge.io/confirm-absences";
    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final Path directory;
    private final KubernetesClient admin;
    private final RunRecord record;
    private final HttpClient way;
    private final StandIn standIn;
    private final Clocks clocks;
    private final Replicas replicas;

    private Scene(ControlPlane controlPlane, Settings settings) {
        directory = settings.directory();
        admin = controlPlane.adminClient();
        Path ledger = directory.resolve("ledger");
        record = new RunRecord(directory, ledger.resolve("ledger.jsonl"));
        way = way(controlPlane.adminKubeconfig());
        standIn = new StandIn(controlPlane.impostorContext(), way, controlPlane.url());
        clocks = new Clocks(settings.clockLibrary(), directory);
        replicas = Replicas.start(plan(controlPlane, settings), record);
    }

    /**
     * Settings of a scene.
     *
     * @param directory for everything that is left of it
     * @param clockLibrary see {@link Clocks}
     * @param settings of the replicas, {@code path=value} below {@code podbridge}
     */
    record Settings(Path directory, Optional<Path> clockLibrary, Plant plant, List<String> settings) {}

    /** Starts it, and waits until pods are taken. */
    static Scene start(ControlPlane controlPlane, Settings settings) {
        var scene = new Scene(controlPlane, settings);
        if (!scene.awaitWhole(Duration.ofMinutes(3))) {
            String tails = scene.replicas.tails(40);
            scene.close();
            throw new IllegalStateException("the replicas have not come together:\n" + tails);
        }
        return scene;
    }

    private Replicas.Plan plan(ControlPlane controlPlane, Settings settings) {
        var installation = Installation.find();
        for (int replica = 0; replica < Replicas.COUNT; replica++) {
            clocks.set(replica, Duration.ZERO);
        }
        return new Replicas.Plan(
                controlPlane,
                installation.classPath() + settings.plant().classPath(),
                installation.jvmOptions(),
                directory,
                clocks,
                settings.plant().provider(),
                Stream.concat(Stream.of("feed.sweep-interval=" + SWEEP.toSeconds() + "s"), settings.settings().stream())
                        .toList());
    }

    Replicas replicas() {
        return replicas;
    }

    RunRecord record() {
        return record;
    }

    StandIn standIn() {
        return standIn;
    }

    Clocks clocks() {
        return clocks;
    }

    PodUser user() {
        return new PodUser(admin, record);
    }

    Path directory() {
        return directory;
    }

    /** While it exists, the platform answers nothing. */
    Path platformOutage() {
        return directory.resolve("ledger").resolve("unhealthy");
    }

    /** The replica whose kubelet API the Node names: the one that serves the node. */
    Optional<Integer> serving() {
        return Optional.ofNullable(admin.nodes().withName(NODE).get())
                .map(node -> node.getStatus().getDaemonEndpoints())
                .map(endpoints -> endpoints.getKubeletEndpoint())
                .map(endpoint -> endpoint.getPort())
                .flatMap(port -> replicas.withKubeletPort(port).stream().findFirst());
    }

    /** Starts what has ended until all are members and the Node is Ready; false if they are not by then. */
    boolean awaitWhole(Duration atMost) {
        return Pause.until(atMost, () -> {
            replicas.supervise();
            return replicas.whole() && nodeReady();
        });
    }

    private boolean nodeReady() {
        return conditionIs("Ready", "True");
    }

    private boolean conditionIs(String type, String status) {
        var node = admin.nodes().withName(NODE).get();
        return node != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals(type)
                                && condition.getStatus().equals(status));
    }

    /** Waits until the Node says so; false if it does not by then. */
    boolean awaitCondition(String type, String status, Duration atMost) {
        return Pause.until(atMost, () -> {
            replicas.supervise();
            return conditionIs(type, status);
        });
    }

    /** Vouches, as a person does, for the absences that the Node says are held. */
    void confirmAbsences() {
        String now = Instant.now().toString();
        admin.nodes()
                .withName(NODE)
                .edit(node -> new NodeBuilder(node)
                        .editMetadata()
                        .addToAnnotations(CONFIRM_ABSENCES, now)
                        .endMetadata()
                        .build());
    }

    /** The pods of the node that the API server has, by UID. */
    Map<String, Pod> pods() {
        return admin.pods().inAnyNamespace().withField("spec.nodeName", NODE).list().getItems().stream()
                .collect(Collectors.toMap(pod -> pod.getMetadata().getUid(), Function.identity()));
    }

    /** Waits until the API server shows these pods as running, or ended where they do, and no others. */
    boolean awaitShown(List<WantedPod> wanted, Duration atMost) {
        return Pause.until(atMost, () -> {
            replicas.supervise();
            var pods = pods();
            return pods.size() == wanted.size() && shown(wanted, pods);
        });
    }

    /** The same, whatever others there are. */
    boolean awaitAmong(List<WantedPod> wanted, Duration atMost) {
        return Pause.until(atMost, () -> {
            replicas.supervise();
            return shown(wanted, pods());
        });
    }

    private static boolean shown(List<WantedPod> wanted, Map<String, Pod> pods) {
        return wanted.stream()
                .allMatch(pod -> Optional.ofNullable(pods.get(pod.uid()))
                        .map(shown -> shown.getStatus().getPhase())
                        .filter(phase -> phase.equals(pod.once() ? "Succeeded" : "Running"))
                        .isPresent());
    }

    /** Waits until these are shown, and then for two sweeps; records what is shown then. The end of a run. */
    boolean settle(List<WantedPod> wanted, Duration atMost) {
        awaitWhole(atMost);
        boolean shown = awaitShown(wanted, atMost);
        if (!shown) {
            record.note("the API server does not show within " + atMost + " what is wanted");
        }
        Pause.until(SWEEP.multipliedBy(2).plusSeconds(5), () -> {
            replicas.supervise();
            return false;
        });
        pods().forEach((uid, pod) ->
                record.shown(uid, pod.getMetadata().getName(), pod.getStatus().getPhase()));
        record.over();
        return shown;
    }

    String tails(int lines) {
        return replicas.tails(lines);
    }

    /** Ends everything, and removes what is left in the API server. */
    @Override
    public void close() {
        replicas.close();
        standIn.close();
        way.shutdownNow();
        record.close();
        admin.pods()
                .inAnyNamespace()
                .withField("spec.nodeName", NODE)
                .withGracePeriod(0)
                .delete();
        admin.nodes().withName(NODE).delete();
        admin.leases().inNamespace("kube-node-lease").withName(NODE).delete();
        admin.close();
    }

    private static HttpClient way(Path kubeconfig) {
        try {
            var tls = SSLUtils.sslContext(Config.fromKubeconfig(kubeconfig.toFile()));
            return HttpClient.newBuilder().sslContext(tls).build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot use the credentials of " + kubeconfig, e);
        }
    }
}
