package io.podbridge.http.kubelet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.util.ByteString;

/**
 * Reads Prometheus' text format 0.0.4 as strictly as it is written: a family has one TYPE, before its samples, and its
 * lines stand together; a series is told once (exposition_formats.md; {@code expfmt} and {@code promtool} refuse the
 * rest).
 */
final class MetricsText {

    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(\\{[^}]*})? ([0-9.]+)(?: ([0-9]{13}))?");
    private static final Pattern CONTAINER =
            Pattern.compile("container_[a-z_]+\\{container=\"(.*)\",namespace=\"(.*)\",pod=\"(.*)\"}");

    private final Map<String, String> samples = new TreeMap<>();
    private final Set<String> families = new HashSet<>();
    private String family = "";

    private MetricsText() {}

    /** By name and labels. */
    static Map<String, String> read(ByteString document) {
        MetricsText text = new MetricsText();
        document.utf8String().lines().forEach(text::line);
        return text.samples;
    }

    private void line(String line) {
        if (line.startsWith("# TYPE ")) {
            family = line.split(" ", -1)[2];
            require(families.add(family), "a family twice: " + line);
        } else if (!line.startsWith("#")) {
            sample(line);
        }
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches(), "no sample: " + line);
        require(sample.group(1).equals(family), "not where its family is: " + line);
        String series = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
        require(samples.put(series, sample.group(3)) == null, "a series twice: " + line);
    }

    /**
     * What metrics-server keeps ({@code decode.go}): containers by pod, without the pods of which one container has no
     * processor time or no memory, or none above zero.
     */
    static Map<String, Set<String>> keptByMetricsServer(Map<String, String> samples) {
        Map<String, Set<String>> kept = new TreeMap<>();
        List<String> dropped = new ArrayList<>();
        samples.keySet().stream()
                .map(CONTAINER::matcher)
                .filter(Matcher::matches)
                .forEach(series -> {
                    String pod = series.group(2) + "/" + series.group(3);
                    kept.computeIfAbsent(pod, first -> new TreeSet<>()).add(series.group(1));
                    if (isZero(samples, "container_cpu_usage_seconds_total", series)
                            || isZero(samples, "container_memory_working_set_bytes", series)) {
                        dropped.add(pod);
                    }
                });
        dropped.forEach(kept::remove);
        return kept;
    }

    private static boolean isZero(Map<String, String> samples, String metric, Matcher series) {
        String labels = series.group().substring(series.group().indexOf('{'));
        // It counts in whole nanoseconds.
        return (long) (Double.parseDouble(samples.getOrDefault(metric + labels, "0")) * 1e9) == 0;
    }

    private static void require(boolean right, String why) {
        if (!right) {
            throw new AssertionError(why);
        }
    }
}
