package io.podbridge.devcluster.contract;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Plays the kubelet of one node, so that pods get Ready and go: kubectl's longer commands wait for that. It asks again
 * and again, which is enough for a handful of pods.
 */
final class PlayedKubelet implements AutoCloseable {
    private final Rest api;
    private final String node;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    PlayedKubelet(Path kubeconfig, String node) {
        this.api = Rest.with(kubeconfig);
        this.node = node;
        api.post("/api/v1/nodes", "{\"metadata\":{\"name\":\"%s\"}}".formatted(node))
                .ok();
        api.patch("/api/v1/nodes/" + node + "/status", "strategic-merge-patch+json", """
            {"status":{"capacity":{"cpu":"8","memory":"8Gi","pods":"100"},"allocatable":{"cpu":"8","memory":"8Gi","pods":"100"},
             "conditions":[{"type":"Ready","status":"True","reason":"Played","message":"played","lastHeartbeatTime":"%1$s","lastTransitionTime":"%1$s"}],
             "addresses":[{"type":"InternalIP","address":"127.0.0.1"}],
             "nodeInfo":{"architecture":"amd64","bootID":"b","containerRuntimeVersion":"played://1","kernelVersion":"6","kubeProxyVersion":"",
               "kubeletVersion":"v1.36.3","machineID":"m","operatingSystem":"linux","osImage":"none","systemUUID":"s"}}}
            """.formatted(now()))
                .ok();
        // The controllers taint a node that is new, until they have seen it Ready.
        var unused = clock.scheduleWithFixedDelay(this::play, 0, 100, TimeUnit.MILLISECONDS);
    }

    private void play() {
        try {
            var pods = api.get("/api/v1/pods?fieldSelector=spec.nodeName%3D" + node);
            pods.body().path("items").values().forEach(this::play);
        } catch (RuntimeException again) {
            // The server is busy or stopping: asked again in a moment.
        }
    }

    private void play(JsonNode pod) {
        String path = "/api/v1/namespaces/" + pod.at("/metadata/namespace").asString() + "/pods/"
                + pod.at("/metadata/name").asString();
        String phase = pod.at("/status/phase").asString("");
        if (pod.path("metadata").has("deletionTimestamp")) {
            api.delete(path, "{\"gracePeriodSeconds\":0}");
        } else if (phase.equals("Pending")) {
            boolean ends = !pod.at("/spec/restartPolicy").asString().equals("Always");
            api.patch(path + "/status", "strategic-merge-patch+json", status(pod, ends));
        }
    }

    private static String status(JsonNode pod, boolean ended) {
        String now = now();
        String state = ended
                ? "\"terminated\":{\"exitCode\":0,\"reason\":\"Completed\",\"startedAt\":\"%1$s\",\"finishedAt\":\"%1$s\"}"
                        .formatted(now)
                : "\"running\":{\"startedAt\":\"%s\"}".formatted(now);
        var container = pod.at("/spec/containers/0");
        return """
            {"status":{"phase":"%1$s","podIP":"10.0.0.9","podIPs":[{"ip":"10.0.0.9"}],"startTime":"%2$s",
             "conditions":[{"type":"Ready","status":"%3$s","lastTransitionTime":"%2$s"},
               {"type":"ContainersReady","status":"%3$s","lastTransitionTime":"%2$s"},
               {"type":"Initialized","status":"True","lastTransitionTime":"%2$s"}],
             "containerStatuses":[{"name":"%4$s","image":"%5$s","imageID":"i","ready":%6$s,"started":%6$s,"restartCount":0,
               "state":{%7$s}}]}}
            """.formatted(
                        ended ? "Succeeded" : "Running",
                        now,
                        ended ? "False" : "True",
                        container.path("name").asString(),
                        container.path("image").asString(),
                        !ended,
                        state);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        api.delete("/api/v1/nodes/" + node);
    }
}
