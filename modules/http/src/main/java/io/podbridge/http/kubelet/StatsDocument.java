package io.podbridge.http.kubelet;

import io.podbridge.core.kube.JsonObjects;
import io.podbridge.core.streams.PodUsage;
import io.podbridge.core.streams.PodUsage.ContainerUsage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.apache.pekko.util.ByteString;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /stats/summary}: {@code stats/v1alpha1 Summary} of processor and memory; of whom says {@link NodeUsage}. */
final class StatsDocument {

    private StatsDocument() {}

    /**
     * The document.
     *
     * @param now of the node's figures
     */
    static ByteString of(String node, Instant startedAt, Instant now, List<PodUsage> told) {
        NodeUsage usage = NodeUsage.of(told);
        ObjectNode summary = JsonObjects.object();
        ObjectNode nodeStats = summary.putObject("node");
        nodeStats.put("nodeName", node).put("startTime", time(startedAt));
        putUsage(nodeStats, now, usage.cpuNanoseconds(), usage.memoryBytes());
        ArrayNode pods = summary.putArray("pods");
        usage.pods().forEach(pod -> putPod(pods.addObject(), pod));
        return ByteString.fromArrayUnsafe(JsonObjects.bytes(summary));
    }

    private static void putPod(ObjectNode stats, PodUsage pod) {
        stats.putObject("podRef")
                .put("name", pod.pod().name())
                .put("namespace", pod.pod().namespace())
                .put("uid", pod.pod().uid());
        stats.put("startTime", time(startedAt(pod)));
        ArrayNode containers = stats.putArray("containers");
        for (ContainerUsage container : pod.containers()) {
            ObjectNode own = containers.addObject();
            own.put("name", container.name()).put("startTime", time(container.startedAt()));
            putUsage(own, pod.time(), container.cpuNanoseconds(), container.memoryBytes());
        }
        putUsage(
                stats,
                pod.time(),
                NodeUsage.sum(pod.containers(), ContainerUsage::cpuNanoseconds),
                NodeUsage.sum(pod.containers(), ContainerUsage::memoryBytes));
    }

    private static void putUsage(ObjectNode stats, Instant time, long cpuNanoseconds, long memoryBytes) {
        stats.putObject("cpu").put("time", time(time)).put("usageCoreNanoSeconds", cpuNanoseconds);
        stats.putObject("memory").put("time", time(time)).put("workingSetBytes", memoryBytes);
    }

    private static Instant startedAt(PodUsage pod) {
        return pod.containers().stream()
                .map(ContainerUsage::startedAt)
                .min(Comparator.naturalOrder())
                .orElse(pod.time());
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
