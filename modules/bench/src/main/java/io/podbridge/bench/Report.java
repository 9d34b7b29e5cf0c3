package io.podbridge.bench;

import io.podbridge.bench.Results.Summary;
import java.util.List;

/** The table at the end: what was wanted, and what was seen. */
final class Report {

    private static final List<Aim> AIMS = List.of(
            new Aim(BridgeExperiment.SHARE, 0.85, true, "KWOK 0.55 to 0.7"),
            new Aim(BridgeExperiment.TO_RUNNING + "p50", 12, false, "KWOK 10.7"),
            new Aim(BridgeExperiment.TO_RUNNING + "p99", 30, false, "KWOK 16"),
            new Aim(Cost.WRITES, 3.1, false, "a truthful terminal status included"),
            new Aim(Cost.GETS, 0, false, ""),
            new Aim(Cost.CONFLICTS, 0, false, ""),
            new Aim(Cost.CPU, 1.0, false, "KWOK 1.6 to 2.2"));

    private final Results results;
    private final List<Integer> replicas;

    Report(Results results, List<Integer> replicas) {
        this.results = results;
        this.replicas = replicas;
    }

    /** Prints medians and ranges of everything, then the aims. */
    void print() {
        Console.heading("Medians [ranges] over all repetitions");
        results.summaries()
                .forEach(one -> Console.line("  %-12s %-62s %s".formatted(one.subject(), one.metric(), figures(one))));
        Console.heading("Aims (of one replica, warm)");
        Console.line("  %-46s %10s  seen with %s replicas".formatted("", "aim", replicas));
        AIMS.forEach(this::print);
    }

    private void print(Aim aim) {
        var line = new StringBuilder("  %-46s %10s".formatted(aim.metric(), aim.wanted()));
        for (int count : replicas) {
            results.summary(BridgeExperiment.subject(count), aim.metric())
                    .ifPresent(seen -> line.append("  %s %s".formatted(figures(seen), aim.verdict(seen.median()))));
        }
        Console.line(line + (aim.remark().isEmpty() ? "" : "  (" + aim.remark() + ")"));
    }

    /** The median, and the range if there is one. */
    static String figures(Summary summary) {
        String range = summary.min() == summary.max()
                ? ""
                : " [" + Console.number(summary.min()) + " to " + Console.number(summary.max()) + "]";
        return Console.number(summary.median()) + range + (summary.unit().isEmpty() ? "" : " " + summary.unit());
    }
}
