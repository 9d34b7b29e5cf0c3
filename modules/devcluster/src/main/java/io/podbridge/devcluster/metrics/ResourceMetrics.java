package io.podbridge.devcluster.metrics;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads {@code /metrics/resource} of a kubelet. Of the metrics that are wanted every line must be right: a number that
 * is misread is worse than none. All other lines are passed over, whatever they are.
 */
final class ResourceMetrics {
    private final Instant asked;
    private final PartialSample node = new PartialSample();
    private final Map<PodName, Map<String, PartialSample>> pods = new HashMap<>();
    private boolean troubled;

    private ResourceMetrics(Instant asked) {
        this.asked = asked;
    }

    /**
     * What the document says.
     *
     * @param asked when it was asked for, for samples without a time
     */
    static Scrape read(String document, Instant asked) {
        var metrics = new ResourceMetrics(asked);
        try {
            document.lines().forEach(metrics::line);
            return new Scrape.Done(metrics.reading(), metrics.troubled);
        } catch (SampleLine.Malformed malformed) {
            return new Scrape.Failed("its metrics cannot be read: " + malformed.getMessage());
        }
    }

    private void line(String line) {
        switch (SampleLine.nameOf(line)) {
            case "node_cpu_usage_seconds_total" -> node.cpu(SampleLine.parse(line), asked);
            case "node_memory_working_set_bytes" -> node.memory(SampleLine.parse(line));
            case "container_cpu_usage_seconds_total" -> {
                var sample = SampleLine.parse(line);
                container(sample).cpu(sample, asked);
            }
            case "container_memory_working_set_bytes" -> {
                var sample = SampleLine.parse(line);
                container(sample).memory(sample);
            }
            case "container_start_time_seconds" -> {
                var sample = SampleLine.parse(line);
                container(sample).start(sample);
            }
            // Kubelets before 1.29 called it otherwise.
            case "resource_scrape_error", "scrape_error" ->
                troubled |= SampleLine.parse(line).value() != 0;
            default -> {}
        }
    }

    private PartialSample container(SampleLine sample) {
        var pod = new PodName(sample.label("namespace"), sample.label("pod"));
        return pods.computeIfAbsent(pod, any -> new HashMap<>())
                .computeIfAbsent(sample.label("container"), any -> new PartialSample());
    }

    private Reading reading() {
        var complete = new HashMap<PodName, Map<String, Sample>>();
        pods.forEach((pod, containers) -> complete(containers).ifPresent(samples -> complete.put(pod, samples)));
        return new Reading(node.complete(), Map.copyOf(complete));
    }

    /** All of a pod or nothing: half a pod looks like a small one. */
    private static Optional<Map<String, Sample>> complete(Map<String, PartialSample> containers) {
        var samples = new TreeMap<String, Sample>();
        containers.forEach((name, partial) -> partial.complete().ifPresent(sample -> samples.put(name, sample)));
        return samples.size() == containers.size() ? Optional.of(Map.copyOf(samples)) : Optional.empty();
    }
}
