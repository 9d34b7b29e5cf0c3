package io.podbridge.bench;

import io.podbridge.bench.Replicas.Kubelet;
import io.podbridge.bench.streams.KubeletTransfers;
import io.podbridge.bench.streams.PortPeer;
import io.podbridge.bench.streams.TlsCopy;
import io.podbridge.bench.streams.TlsCopyPeer;
import io.podbridge.devcluster.DevCluster;
import io.podbridge.devcluster.DevClusterSettings;
import io.podbridge.devcluster.tls.TlsContexts;
import io.podbridge.testkit.cluster.LocalCluster;
import io.podbridge.testkit.controlplane.PeerCertificates;
import io.podbridge.testkit.controlplane.RbacFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * Two replicas on the embedded API server, one pod that is a process of one of them, and a JVM that does nothing but
 * TLS. The same pod through the one replica and through the other: what differs is the relay, and nothing else.
 */
final class StreamsScene implements AutoCloseable {

    /** The name of the JVM that does nothing but TLS. */
    static final String COPY = "copy";

    private static final int REPLICAS = 2;
    private static final String POD = "streams";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The member on which the containers are, in a container's id; see the provider {@code process}. */
    private static final Pattern HOLDER = Pattern.compile("\"process://[^/\"]*:(\\d+)/");

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final PortPeer peer;
    private final Replicas replicas;
    private final LocalCluster copy;
    private final SSLContext tls;
    private final Kubelet holder;
    private final Kubelet other;

    /**
     * What the replicas have that is not the default.
     *
     * @param profile whether they record themselves
     */
    record Extras(List<String> settings, List<String> jvmOptions, boolean profile) {}

    private StreamsScene(Installation installation, Path directory, Extras extras) throws IOException {
        try {
            peer = opened(PortPeer.listen());
            var server = opened(DevCluster.start(DevClusterSettings.DEFAULT.withoutControllers()));
            var administrator = server.clientCertificate("bench", List.of("system:masters"));
            tls = TlsContexts.kubeletClient(administrator);
            copy = opened(copy(installation, directory));
            Path kubeconfig = directory.resolve("kubeconfig");
            server.kubeconfig(kubeconfig, administrator);
            replicas = opened(Replicas.prepare(
                    installation,
                    new Replicas.Plan(
                            REPLICAS,
                            kubeconfig,
                            directory,
                            settings(directory, extras.settings()),
                            extras.jvmOptions(),
                            extras.profile())));
            replicas.start();
            int member = runPod(kubeconfig);
            holder = kubelet(each -> each.member() == member);
            other = kubelet(each -> each.member() != member);
            Waiting.until(() -> answers(holder) && answers(other), PATIENCE, this::problem);
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Sets it up, and waits until both replicas let the client in.
     *
     * @param directory for logs and what else is left
     * @param extras of the replicas
     * @throws IllegalStateException when something did not happen in time
     */
    static StreamsScene set(Installation installation, Path directory, Extras extras) throws IOException {
        return new StreamsScene(installation, directory, extras);
    }

    private Kubelet kubelet(Predicate<Kubelet> wanted) {
        return replicas.kubelets().stream().filter(wanted).findFirst().orElseThrow();
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private static LocalCluster copy(Installation installation, Path directory) {
        return LocalCluster.of(TlsCopyPeer.class.getName(), 1)
                .jvmOptions(installation.jvmOptions())
                .logs(directory)
                .arguments(replica -> List.of(Integer.toString(replica.port(COPY))))
                .readyWhen(replica -> replica.log().contains(TlsCopyPeer.READY))
                .start();
    }

    /** Between the replicas TLS is spoken, as between those of different machines. */
    private static List<String> settings(Path directory, List<String> more) throws IOException {
        var certificates = PeerCertificates.create(Files.createDirectories(directory.resolve("relay")));
        String process = "podbridge.providers.process.";
        List<String> settings = new ArrayList<>(List.of(
                "podbridge.provider=process",
                process + "enabled=true",
                process + "directory=\"" + directory.resolve("processes-" + Replicas.INDEX) + "\"",
                "podbridge.relay.certificate=\"" + certificates.peer().certificate() + "\"",
                "podbridge.relay.key=\"" + certificates.peer().key() + "\"",
                "podbridge.relay.authority=\"" + certificates.authority().certificate() + "\""));
        settings.addAll(more);
        return settings;
    }

    /** Makes the pod; the member that has its containers. */
    private int runPod(Path kubeconfig) {
        try (var client = ApiClient.connect(kubeconfig, 1)) {
            var made = client.create(PodDocuments.PODS, document()).join();
            if (!made.ok()) {
                throw new IllegalStateException("cannot make the pod: " + made.body());
            }
            Waiting.until(
                    () -> status(client).contains("\"phase\":\"Running\""),
                    PATIENCE,
                    () -> "the pod does not run: " + status(client) + "\n" + problem());
            var found = HOLDER.matcher(status(client));
            if (!found.find()) {
                throw new IllegalStateException("the pod does not say where it runs: " + status(client));
            }
            return Integer.parseInt(found.group(1));
        }
    }

    /** Bound to the node already; its process does nothing. */
    private static String document() {
        return """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s"},"spec":{"nodeName":"%s","restartPolicy":"Always",\
            "automountServiceAccountToken":false,"containers":[{"name":"main","image":"example.invalid/main:1",\
            "command":["sleep","86400"]}],"tolerations":[{"operator":"Exists"}]}}\
            """.formatted(POD, RbacFixture.NODE);
    }

    private static String status(ApiClient client) {
        return client.get(PodDocuments.path(POD)).join().body();
    }

    private boolean answers(Kubelet kubelet) {
        try {
            return through(kubelet).execUpload(1) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String problem() {
        return "a replica does not answer\n" + replicas.tails();
    }

    private KubeletTransfers through(Kubelet kubelet) {
        return new KubeletTransfers(tls, kubelet.port(), POD, "main");
    }

    /** Through the replica that has the containers. */
    KubeletTransfers plain() {
        return through(holder);
    }

    /** Through the other one. */
    KubeletTransfers relayed() {
        return through(other);
    }

    TlsCopy copy() {
        return new TlsCopy(tls, copy.replica(0).port(COPY));
    }

    PortPeer peer() {
        return peer;
    }

    /** The process of the replica that has the containers. */
    String holder() {
        return holder.replica();
    }

    /** All processes by name. */
    Map<String, Long> processes() {
        Map<String, Long> processes = new TreeMap<>(replicas.pids());
        processes.put(COPY, copy.replica(0).pid());
        return processes;
    }

    /** Ends the replicas as an operator does: they take the pod's process with them, and write their recordings. */
    void stop() {
        replicas.stop();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot close", e);
            }
        }
    }
}
