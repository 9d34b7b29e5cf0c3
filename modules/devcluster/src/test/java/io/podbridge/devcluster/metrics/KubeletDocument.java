package io.podbridge.devcluster.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes {@code /metrics/resource} as the kubelet does, of containers that use the same all the time. */
public final class KubeletDocument {
    private record Container(String namespace, String pod, String name, long millicores, long bytes) {}

    private final Instant start;
    private final List<Container> containers = new ArrayList<>();

    /** @param start of all containers */
    public KubeletDocument(Instant start) {
        this.start = start;
    }

    public KubeletDocument container(String namespace, String pod, String name, long millicores, long bytes) {
        containers.add(new Container(namespace, pod, name, millicores, bytes));
        return this;
    }

    /** What they have used up to {@code now}; the node is their sum. */
    public String at(Instant now) {
        var text = new StringBuilder("# HELP container_cpu_usage_seconds_total [STABLE] Cumulative cpu time\n");
        text.append("# TYPE container_cpu_usage_seconds_total counter\n");
        long cpu = 0;
        long bytes = 0;
        for (var each : containers) {
            var labels = "{container=\"%s\",namespace=\"%s\",pod=\"%s\"}"
                    .formatted(each.name(), each.namespace(), each.pod());
            sample(text, "container_cpu_usage_seconds_total" + labels, seconds(each.millicores(), now), now);
            sample(text, "container_memory_working_set_bytes" + labels, Long.toString(each.bytes()), now);
            text.append("container_start_time_seconds")
                    .append(labels)
                    .append(' ')
                    .append(start.toEpochMilli() / 1e3);
            text.append('\n');
            cpu += each.millicores();
            bytes += each.bytes();
        }
        sample(text, "node_cpu_usage_seconds_total", seconds(cpu, now), now);
        sample(text, "node_memory_working_set_bytes", Long.toString(bytes), now);
        return text.append("machine_nonsense{a=b} ?\nresource_scrape_error 0\n").toString();
    }

    /** By the milliseconds that stand beside it: cut off in another place, they would show in the rate. */
    private String seconds(long millicores, Instant now) {
        return Double.toString(millicores * (now.toEpochMilli() - start.toEpochMilli()) / 1e6);
    }

    private static void sample(StringBuilder text, String series, String value, Instant now) {
        text.append(series)
                .append(' ')
                .append(value)
                .append(' ')
                .append(now.toEpochMilli())
                .append('\n');
    }
}
