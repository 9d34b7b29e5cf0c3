package io.podbridge.bench.kube;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.pod.Condition;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Pods as they usually are, and their statuses. */
final class Pods {

    private Pods() {}

    /** Makes pods of a node. */
    static void create(KubeApi api, String node, String prefix, int count) throws InterruptedException {
        var free = new Semaphore(64);
        for (int i = 0; i < count; i++) {
            free.acquire();
            byte[] json = """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"default",
                 "labels":{"app":"web","pod-template-hash":"5d59d67564","app.kubernetes.io/part-of":"shop"}},
                 "spec":{"nodeName":"%s","terminationGracePeriodSeconds":30,"containers":[{"name":"web",
                  "image":"registry.example.com/shop/web:1.27.3","ports":[{"containerPort":8080,"name":"http"}],
                  "env":[{"name":"MODE","value":"production"},{"name":"POD_IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}],
                  "resources":{"requests":{"cpu":"100m","memory":"128Mi"},"limits":{"memory":"256Mi"}}}],
                  "tolerations":[{"key":"virtual-kubelet.io/provider","operator":"Exists"}]}}
                """.formatted(prefix + i, node).getBytes(StandardCharsets.UTF_8);
            var unused = api.create("/api/v1/namespaces/default/pods", json).whenComplete((result, error) -> {
                free.release();
                if (!(result instanceof ApiResult.Ok)) {
                    System.err.println("create: " + result + " " + error);
                }
            });
        }
        free.acquire(64);
    }

    static List<Pod> list(KubeApi api, String node) {
        return listOf(api, node).pods();
    }

    /** Where a watch that misses nothing can begin. */
    static String versionOf(KubeApi api, String node) {
        return listOf(api, node).resourceVersion();
    }

    private static KubeApi.PodList listOf(KubeApi api, String node) {
        return KubeApi.found(api.listPods(new KubeApi.PodScope(node, false))
                        .toCompletableFuture()
                        .join())
                .orElseThrow();
    }

    /** What a running pod's status looks like; {@code turn} makes it differ from the last one. */
    static PodStatus running(Pod pod, int turn) {
        Instant now = Instant.ofEpochSecond(1_800_000_000L + turn);
        List<Condition> conditions = Stream.of("PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready")
                .map(type -> new Condition(type, true, "", "", Optional.of(now)))
                .toList();
        List<ContainerStatus> containers = new ArrayList<>();
        for (Container container : pod.spec().containers()) {
            containers.add(new ContainerStatus(
                    container.name(),
                    container.image(),
                    Optional.of("simulated://" + pod.id().uid() + "/" + container.name()),
                    true,
                    turn % 7,
                    new ContainerState.Running(now),
                    Optional.empty()));
        }
        return new PodStatus(
                Phase.RUNNING,
                "",
                "",
                conditions,
                List.of(),
                containers,
                Optional.of("10.0.0.1"),
                Optional.of("10.1.0.1"),
                Optional.of(now),
                pod.generation());
    }

    /** A pod's version, kept up to date by the writes about it. */
    static final class Versioned {
        final Pod pod;
        volatile String version;

        Versioned(Pod pod) {
            this.pod = pod;
            this.version = pod.resourceVersion();
        }

        CompletableFuture<ApiResult<String>> write(KubeApi api, int turn) {
            return api.patchPodStatus(pod.id(), version, running(pod, turn))
                    .toCompletableFuture()
                    .whenComplete((result, error) -> {
                        if (result instanceof ApiResult.Ok<String>(var next)) {
                            version = next;
                        } else {
                            System.err.println("write: " + result + " " + error);
                        }
                    });
        }
    }
}
