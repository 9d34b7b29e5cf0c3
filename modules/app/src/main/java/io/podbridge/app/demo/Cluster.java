package io.podbridge.app.demo;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podbridge.app.ExitCode;
import io.podbridge.app.StartupFailure;
import io.podbridge.core.kube.KubeSettings;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The cluster as the demo sees it: the node, and the sample pods. Threads: any. */
final class Cluster implements AutoCloseable {
    /** Their grace and what the way takes; what is left then is the replicas' to end. */
    private static final Duration GO_AT_MOST = Duration.ofSeconds(8);

    private static final String LEASES = "kube-node-lease";
    private static final String BRIDGE = "podbridge.io/bridge";

    private final KubernetesClient client;
    private final SamplePods samples;

    private Cluster(KubernetesClient client, SamplePods samples) {
        this.client = client;
        this.samples = samples;
    }

    /**
     * Connects.
     *
     * @throws StartupFailure {@link ExitCode#UNAVAILABLE} if there is no answer, {@link ExitCode#REFUSED} if it is no
     */
    static Cluster open(KubeSettings settings, SamplePods samples) {
        var cluster = new Cluster(client(settings), samples);
        try {
            var unused = cluster.asking(cluster.client::getKubernetesVersion);
            return cluster;
        } catch (StartupFailure failure) {
            cluster.close();
            throw failure;
        }
    }

    private static KubernetesClient client(KubeSettings settings) {
        var file = settings.kubeconfig().orElseThrow();
        var config = settings.context()
                .map(context -> Config.fromKubeconfig(context, file.toFile()))
                .orElseGet(() -> Config.fromKubeconfig(file.toFile()));
        config.setRequestRetryBackoffLimit(1); // ten by default, minutes: whoever waits asks again himself
        config.setRequestTimeout(Math.toIntExact(settings.requestTimeout().toMillis()));
        config.setConnectionTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    KubernetesClient client() {
        return client;
    }

    /** The node, if it is there. */
    Optional<Node> node() {
        return Optional.ofNullable(client.nodes().withName(samples.node()).get());
    }

    /**
     * Whether it is there and Ready.
     *
     * @throws StartupFailure if the API server does not say
     */
    boolean nodeReady() {
        return asking(this::node)
                .filter(node -> ready(node).orElse("").equals("True"))
                .isPresent();
    }

    /** The status of the node's condition Ready: True, False, Unknown. */
    static Optional<String> ready(Node node) {
        return Optional.ofNullable(node.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> condition.getType().equals("Ready"))
                .map(NodeCondition::getStatus)
                .findFirst();
    }

    /**
     * Makes this pod, unless it is there: an earlier demo of this directory that was killed has left it.
     *
     * @throws StartupFailure if the API server says no
     */
    void create(Pod pod) {
        var unused = asking(() -> {
            var there = Optional.ofNullable(client.pods().resource(pod).get());
            return there.filter(this::ours)
                    .orElseGet(() -> client.pods().resource(pod).create());
        });
    }

    private boolean ours(Pod pod) {
        var labels = Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of());
        return samples.identity().equals(labels.get(SamplePods.DEMO_LABEL));
    }

    /**
     * How many of the sample pods run.
     *
     * @throws StartupFailure if the API server does not say
     */
    long runningSamples() {
        return asking(this::samples).stream().filter(PodSummary::runs).count();
    }

    private List<Pod> samples() {
        return client.pods()
                .inNamespace(SamplePods.NAMESPACE)
                .withLabel(SamplePods.DEMO_LABEL, samples.identity())
                .list()
                .getItems();
    }

    /** Deletes the sample pods, and waits until they are gone, for a while. */
    void deleteSamples() {
        samples().forEach(pod -> client.resource(pod).delete());
        long end = System.nanoTime() + GO_AT_MOST.toNanos();
        while (!samples().isEmpty() && System.nanoTime() < end) {
            Waiting.pause();
        }
    }

    /** Removes the Node and its lease, if the Node is this bridge's: no replica of it is left. */
    void deleteNode() {
        node().filter(node -> samples.identity().equals(annotation(node))).ifPresent(node -> {
            client.resource(node).delete();
            client.leases().inNamespace(LEASES).withName(samples.node()).delete();
        });
    }

    private static String annotation(Node node) {
        return Optional.ofNullable(node.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(BRIDGE))
                .orElse("");
    }

    private <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException refused) {
            throw failure(refused);
        }
    }

    private StartupFailure failure(KubernetesClientException refused) {
        int status = refused.getCode();
        boolean no = status == HttpURLConnection.HTTP_UNAUTHORIZED || status == HttpURLConnection.HTTP_FORBIDDEN;
        boolean there = status == HttpURLConnection.HTTP_CONFLICT;
        if (no) {
            return failure(
                    ExitCode.REFUSED, refused, "Use the kubeconfig of somebody who may also make and delete pods.");
        }
        return there
                ? failure(
                        ExitCode.CANNOT_CREATE,
                        refused,
                        "Remove what an earlier demo has left (kubectl delete pods -l app=podbridge-demo), or use"
                                + " another --node.")
                : failure(ExitCode.UNAVAILABLE, refused, "Check that it runs and can be reached.");
    }

    private StartupFailure failure(ExitCode code, KubernetesClientException refused, String whatToDo) {
        return new StartupFailure(
                code,
                "The API server does not do what the demo needs: " + message(refused),
                client.getConfiguration().getMasterUrl(),
                whatToDo,
                refused);
    }

    private static String message(KubernetesClientException refused) {
        return Optional.ofNullable(refused.getStatus())
                .map(Status::getMessage)
                .orElseGet(() -> String.valueOf(refused.getMessage()));
    }

    @Override
    public void close() {
        client.close();
    }
}
