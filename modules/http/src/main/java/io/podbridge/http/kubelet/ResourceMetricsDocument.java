package io.podbridge.http.kubelet;

import io.podbridge.core.streams.PodUsage;
import io.podbridge.core.streams.PodUsage.ContainerUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.util.ByteString;

/**
 * {@code /metrics/resource} in the text format of Prometheus: what metrics-server reads (kubelet
 * {@code metrics/collectors/resource_metrics.go}). What is told of whom says {@link NodeUsage}.
 */
final class ResourceMetricsDocument {

    private static final String CONTAINER_CPU = "container_cpu_usage_seconds_total";
    private static final String CONTAINER_MEMORY = "container_memory_working_set_bytes";
    private static final String CONTAINER_START = "container_start_time_seconds";
    private static final String NODE_CPU = "node_cpu_usage_seconds_total";
    private static final String NODE_MEMORY = "node_memory_working_set_bytes";
    private static final String POD_CPU = "pod_cpu_usage_seconds_total";
    private static final String POD_MEMORY = "pod_memory_working_set_bytes";
    private static final String ERROR = "resource_scrape_error";

    private final StringBuilder text = new StringBuilder();

    private ResourceMetricsDocument() {}

    /** The document when the usage is not known. */
    static ByteString failed() {
        ResourceMetricsDocument document = new ResourceMetricsDocument();
        document.error(1);
        return document.bytes();
    }

    /**
     * The document.
     *
     * @param now of the node's figures
     */
    static ByteString of(Instant now, List<PodUsage> told) {
        NodeUsage usage = NodeUsage.of(told);
        ResourceMetricsDocument document = new ResourceMetricsDocument();
        document.containers(usage.pods());
        document.node(now, usage);
        document.pods(usage.pods());
        document.error(0);
        return document.bytes();
    }

    private void containers(List<PodUsage> usage) {
        head(CONTAINER_CPU, "counter", "Cumulative cpu time consumed by the container in core-seconds");
        each(
                usage,
                (pod, container) ->
                        sample(CONTAINER_CPU, labels(pod, container), seconds(container.cpuNanoseconds()), pod.time()));
        head(CONTAINER_MEMORY, "gauge", "Current working set of the container in bytes");
        each(
                usage,
                (pod, container) ->
                        sample(CONTAINER_MEMORY, labels(pod, container), number(container.memoryBytes()), pod.time()));
        head(CONTAINER_START, "gauge", "Start time of the container since unix epoch in seconds");
        each(usage, (pod, container) -> plain(CONTAINER_START, labels(pod, container), start(container)));
    }

    private void node(Instant now, NodeUsage usage) {
        head(NODE_CPU, "counter", "Cumulative cpu time consumed by the node in core-seconds");
        sample(NODE_CPU, "", seconds(usage.cpuNanoseconds()), now);
        head(NODE_MEMORY, "gauge", "Current working set of the node in bytes");
        sample(NODE_MEMORY, "", number(usage.memoryBytes()), now);
    }

    private void pods(List<PodUsage> usage) {
        head(POD_CPU, "counter", "Cumulative cpu time consumed by the pod in core-seconds");
        usage.forEach(pod -> sample(
                POD_CPU,
                labels(pod),
                seconds(NodeUsage.sum(pod.containers(), ContainerUsage::cpuNanoseconds)),
                pod.time()));
        head(POD_MEMORY, "gauge", "Current working set of the pod in bytes");
        usage.forEach(pod -> sample(
                POD_MEMORY,
                labels(pod),
                number(NodeUsage.sum(pod.containers(), ContainerUsage::memoryBytes)),
                pod.time()));
    }

    private void error(int value) {
        head(ERROR, "gauge", "1 if there was an error while getting container metrics, 0 otherwise");
        plain(ERROR, "", Integer.toString(value));
    }

    private ByteString bytes() {
        return ByteString.fromString(text.toString());
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(" [STABLE] ").append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void sample(String name, String labels, String value, Instant time) {
        text.append(name).append(labels).append(' ').append(value).append(' ').append(time.toEpochMilli());
        text.append('\n');
    }

    private void plain(String name, String labels, String value) {
        text.append(name).append(labels).append(' ').append(value).append('\n');
    }

    private static void each(List<PodUsage> usage, java.util.function.BiConsumer<PodUsage, ContainerUsage> action) {
        usage.forEach(pod -> pod.containers().forEach(container -> action.accept(pod, container)));
    }

    /** Names of containers, pods and namespaces are DNS labels: nothing in them needs an escape. */
    private static String labels(PodUsage pod, ContainerUsage container) {
        return "{container=\"" + container.name() + "\",namespace=\""
                + pod.pod().namespace() + "\",pod=\"" + pod.pod().name() + "\"}";
    }

    private static String labels(PodUsage pod) {
        return "{namespace=\"" + pod.pod().namespace() + "\",pod=\"" + pod.pod().name() + "\"}";
    }

    private static String seconds(long nanoseconds) {
        return BigDecimal.valueOf(nanoseconds, 9).stripTrailingZeros().toPlainString();
    }

    private static String number(long value) {
        return Long.toString(value);
    }

    private static String start(ContainerUsage container) {
        Instant start = container.startedAt();
        return BigDecimal.valueOf(start.getEpochSecond())
                .add(BigDecimal.valueOf(start.getNano(), 9))
                .stripTrailingZeros()
                .toPlainString();
    }
}
