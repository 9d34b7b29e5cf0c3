package io.podbridge.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All that was measured, in the order of the first time. */
final class Results {

    private final List<Measurement> all = new ArrayList<>();

    /**
     * One figure.
     *
     * @param repetition from 1
     * @param subject what it is of: {@code raw}, {@code 1 replica}, {@code 3 replicas}
     */
    record Measurement(int repetition, String subject, String metric, String unit, double value) {}

    /** A figure over all repetitions. */
    record Summary(String subject, String metric, String unit, double median, double min, double max) {}

    /** Notes a figure, and prints it, so that who waits sees how far it is. */
    void add(int repetition, String subject, String metric, String unit, double value) {
        note(new Measurement(repetition, subject, metric, unit, value));
        Console.line("  %-12s %-62s %10s %s".formatted(subject, metric, Console.number(value), unit));
    }

    /** Notes a figure that is printed with others. */
    void note(Measurement measurement) {
        all.add(measurement);
    }

    List<Measurement> all() {
        return List.copyOf(all);
    }

    /** The figure of one repetition. */
    Optional<Double> of(int repetition, String subject, String metric) {
        return all.stream()
                .filter(one -> one.repetition() == repetition
                        && one.subject().equals(subject)
                        && one.metric().equals(metric))
                .map(Measurement::value)
                .findFirst();
    }

    Optional<Summary> summary(String subject, String metric) {
        return summaries().stream()
                .filter(one -> one.subject().equals(subject) && one.metric().equals(metric))
                .findFirst();
    }

    List<Summary> summaries() {
        Map<List<String>, List<Measurement>> groups = new LinkedHashMap<>();
        all.forEach(one -> groups.computeIfAbsent(List.of(one.subject(), one.metric()), key -> new ArrayList<>())
                .add(one));
        return groups.values().stream().map(Results::summarize).toList();
    }

    /** Machine readable: a line for each figure of each repetition. */
    String csv() {
        var text = new StringBuilder("repetition,subject,metric,unit,value\n");
        all.forEach(one -> text.append("%d,%s,\"%s\",%s,%s%n"
                .formatted(one.repetition(), one.subject(), one.metric(), one.unit(), decimal(one.value()))));
        return text.toString();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static Summary summarize(List<Measurement> group) {
        double[] values =
                group.stream().mapToDouble(Measurement::value).sorted().toArray();
        int middle = values.length / 2;
        double median = values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
        var first = group.getFirst();
        var ends = Arrays.stream(values).summaryStatistics();
        return new Summary(first.subject(), first.metric(), first.unit(), median, ends.getMin(), ends.getMax());
    }
}
