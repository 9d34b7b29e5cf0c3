package io.podbridge.bench;

import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The frame of a benchmark that disturbs replicas: a control plane of its own, and the table at the end.
 *
 * @param name of the subcommand, and so of its files
 * @param results all that it measures
 * @param aims what the project wants, in the order of the table
 */
record StormFrame(String name, Results results, List<Wanted> aims) {

    private static final long ETCD_QUOTA = 8L << 30;

    /**
     * An aim.
     *
     * @param subject of what; {@link Aim} has the rest
     */
    record Wanted(String subject, Aim aim) {
        static Wanted atMost(String subject, String metric, double value) {
            return new Wanted(subject, new Aim(metric, value, false, ""));
        }

        static Wanted atLeast(String subject, String metric, double value) {
            return new Wanted(subject, new Aim(metric, value, true, ""));
        }
    }

    /** What is run in it. */
    @FunctionalInterface
    interface Measure {
        /** Measures; {@code directory} is for what is left of it. */
        void measure(ControlPlane controlPlane, Path directory);
    }

    /** Runs it, and prints. */
    int run(Path output, Measure measure) throws IOException {
        var directory = Files.createDirectories(output.toAbsolutePath());
        Console.line(Machine.describe());
        Console.line("load average at the start " + Machine.loadAverage());
        var withFsync = ControlPlaneOptions.plain().withFsync(true).withEtcdQuotaBytes(ETCD_QUOTA);
        try (var controlPlane = ControlPlane.start(withFsync)) {
            measure.measure(controlPlane, Files.createTempDirectory(directory, name + "-"));
        } finally {
            print();
            Console.line("\nload average at the end " + Machine.loadAverage());
            Console.line("figures in " + Files.writeString(directory.resolve(name + ".csv"), results.csv()));
        }
        return 0;
    }

    private void print() {
        Console.heading("Medians [ranges]");
        results.summaries()
                .forEach(one ->
                        Console.line("  %-17s %-62s %s".formatted(one.subject(), one.metric(), Report.figures(one))));
        Console.heading("Aims");
        for (var wanted : aims) {
            results.summary(wanted.subject(), wanted.aim().metric())
                    .ifPresent(seen -> Console.line("  %-17s %-62s %10s  %s %s"
                            .formatted(
                                    wanted.subject(),
                                    wanted.aim().metric(),
                                    wanted.aim().wanted(),
                                    Report.figures(seen),
                                    wanted.aim().verdict(seen.median()))));
        }
    }
}
