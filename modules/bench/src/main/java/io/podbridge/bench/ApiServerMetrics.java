package io.podbridge.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the API server has counted since it started, from its {@code /metrics}. It counts everybody's requests together,
 * its own included, so only the resources that podbridge uses are kept.
 *
 * @param requests answered ones, by {@code verb resource/subresource code}; a watch counts when it has ended
 * @param droppedWatches watches of pods that it ended because their client, or it, was too slow for them
 */
record ApiServerMetrics(Map<String, Double> requests, double droppedWatches) {

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Set<String> RESOURCES =
            Set.of("pods", "nodes", "events", "leases", "configmaps", "secrets", "services");

    /** Reads the text format of Prometheus. */
    static ApiServerMetrics read(String text) {
        Map<String, Double> requests = new TreeMap<>();
        double dropped = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.startsWith("apiserver_request_total{")) {
                var labels = labels(line);
                if (RESOURCES.contains(labels.getOrDefault("resource", ""))) {
                    requests.merge(key(labels), value(line), Double::sum);
                }
            } else if (line.startsWith("apiserver_terminated_watchers_total{")
                    && labels(line).getOrDefault("resource", "").equals("pods")) {
                dropped += value(line);
            }
        }
        return new ApiServerMetrics(requests, dropped);
    }

    /** What was added since then. */
    ApiServerMetrics since(ApiServerMetrics before) {
        Map<String, Double> added = new LinkedHashMap<>();
        requests.forEach((key, count) -> {
            double difference = count - before.requests.getOrDefault(key, 0.0);
            if (difference != 0) {
                added.put(key, difference);
            }
        });
        return new ApiServerMetrics(added, droppedWatches - before.droppedWatches);
    }

    /** Requests of this verb and resource, whatever came of them: {@code count("PATCH", "pods/status")}. */
    double count(String verb, String resource) {
        return sum(Pattern.compile(Pattern.quote(verb + " " + resource + " ") + "\\d+"));
    }

    /** Requests that were answered with this status. */
    double answered(int status) {
        return sum(Pattern.compile(".* " + status));
    }

    private double sum(Pattern keys) {
        return requests.entrySet().stream()
                .filter(entry -> keys.matcher(entry.getKey()).matches())
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static String key(Map<String, String> labels) {
        String subresource = labels.getOrDefault("subresource", "");
        return labels.getOrDefault("verb", "") + " " + labels.getOrDefault("resource", "")
                + (subresource.isEmpty() ? "" : "/" + subresource) + " " + labels.getOrDefault("code", "");
    }

    private static Map<String, String> labels(String line) {
        Map<String, String> labels = new TreeMap<>();
        Matcher matcher = LABEL.matcher(line);
        while (matcher.find()) {
            labels.put(matcher.group(1), matcher.group(2));
        }
        return labels;
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
