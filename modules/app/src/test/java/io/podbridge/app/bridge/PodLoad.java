package io.podbridge.app.bridge;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes pods at a steady rate, in the background, until it is closed. */
final class PodLoad implements AutoCloseable {
    private static final String NAMESPACE = "default";

    private final KubernetesClient client;
    private final Map<String, String> annotations;
    private final Map<Long, String> uidsByTime = new ConcurrentSkipListMap<>();
    private final String name;
    private final String restartPolicy;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    PodLoad(KubernetesClient client, Map<String, String> annotations) {
        this(client, annotations, "load", "Always");
    }

    private PodLoad(KubernetesClient client, Map<String, String> annotations, String name, String restartPolicy) {
        this.client = client;
        this.annotations = annotations;
        this.name = name;
        this.restartPolicy = restartPolicy;
    }

    /** The same, with other names. */
    PodLoad named(String prefix) {
        return new PodLoad(client, annotations, prefix, restartPolicy);
    }

    /** The same, of pods that are not started again when they have ended. */
    PodLoad once() {
        return new PodLoad(client, annotations, name, "Never");
    }

    /** Starts making this many pods a second. */
    PodLoad start(int perSecond) {
        var unused = clock.scheduleAtFixedRate(
                this::tryOne, 0, TimeUnit.SECONDS.toMicros(1) / perSecond, TimeUnit.MICROSECONDS);
        return this;
    }

    /** Makes this many, as fast as one connection does. */
    PodLoad makeNow(int pods) {
        for (int i = 0; i < pods; i++) {
            one();
        }
        return this;
    }

    private void tryOne() {
        try {
            one();
        } catch (KubernetesClientException refused) {
            failures.incrementAndGet();
        }
    }

    private void one() {
        Pod made = client.pods()
                .inNamespace(NAMESPACE)
                .resource(pod(name + "-" + count.incrementAndGet()))
                .create();
        uidsByTime.put(System.nanoTime(), made.getMetadata().getUid());
    }

    private Pod pod(String podName) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(podName)
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withNodeName(Bridge.NODE)
                .withRestartPolicy(restartPolicy)
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("main")
                .withImage("example.org/image")
                .endContainer()
                .endSpec()
                .build();
    }

    /** The UIDs of all pods that were made. */
    List<String> uids() {
        return List.copyOf(uidsByTime.values());
    }

    /** The UIDs of those that were made at least so long ago. */
    List<String> uidsOlderThan(Duration age) {
        long limit = System.nanoTime() - age.toNanos();
        return uidsByTime.entrySet().stream()
                .filter(entry -> entry.getKey() - limit < 0)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** How many pods the API server did not take. */
    int failures() {
        return failures.get();
    }

    /** Stops making pods; those that were made stay. */
    void stop() {
        clock.close();
    }

    @Override
    public void close() {
        stop();
    }
}
