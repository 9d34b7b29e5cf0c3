package io.podbridge.bench;

import io.podbridge.bench.StreamLeg.Figures;
import io.podbridge.bench.StreamLeg.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures exec and port-forward through the kubelet API, of the replica that has the containers and of another one,
 * beside a plain copy through TLS.
 */
@Command(
        name = "streams",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures exec and port-forward through the kubelet API, beside a plain copy through TLS.")
final class StreamsBenchmark implements Callable<Integer> {

    private static final int SHORT_MEGABYTES = 5;
    private static final long MEGABYTE = 1_000_000;

    @Option(names = "--megabytes", defaultValue = "400", description = "Of each transfer (${DEFAULT-VALUE}).")
    private int megabytes;

    @Option(names = "--rounds", defaultValue = "5", description = "After one that is not counted (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--only",
            defaultValue = "",
            description = "Only transfers whose lines hold this text, as \"relayed exec\"; and the copies.")
    private String only = "";

    @Mixin
    private final RunOptions run = new RunOptions();

    private final Results results = new Results();
    private final StreamsReport report = new StreamsReport(results);

    @Override
    public Integer call() throws IOException {
        var directory = Files.createDirectories(run.output().toAbsolutePath());
        Console.line(Machine.describe());
        Console.line("load average at the start " + Machine.loadAverage());
        measure(Installation.find(), Files.createTempDirectory(directory, "streams-"));
        Console.line("\nload average at the end " + Machine.loadAverage());
        Console.line("figures in " + Files.writeString(directory.resolve("streams.csv"), results.csv()));
        return 0;
    }

    /**
     * Measures, and prints.
     *
     * @param directory for what is left of it
     * @throws IOException when a connection broke, or bytes were missing
     */
    Results measure(Installation installation, Path directory) throws IOException {
        try (var scene = StreamsScene.set(
                installation, directory, new StreamsScene.Extras(run.settings(), run.jvmOptions(), run.profile()))) {
            var legs = StreamLegs.of(scene).stream()
                    .filter(leg ->
                            leg.subject() == Subject.COPY || leg.toString().contains(only))
                    .toList();
            Console.heading("warming up");
            round(legs, (leg, figures, copy) -> {});
            var from = Instant.now();
            for (int i = 1; i <= (run.small() ? 1 : rounds); i++) {
                int round = i;
                Console.heading("round " + round + ", load average " + Machine.loadAverage());
                StreamsReport.head();
                round(legs, (leg, figures, copy) -> report.add(round, leg, figures, copy));
            }
            var to = Instant.now();
            report.print(legs);
            scene.stop();
            if (run.profile()) {
                Profile.print(directory, from, to);
            }
        }
        return results;
    }

    /** Hears what each leg took, and the copy before it. */
    private interface Listener {
        void measured(StreamLeg leg, Figures figures, Figures copy);
    }

    private void round(List<StreamLeg> legs, Listener listener) throws IOException {
        long bytes = (run.small() ? SHORT_MEGABYTES : megabytes) * MEGABYTE;
        Figures copy = new Figures(0, 0, 0);
        for (var leg : legs) {
            var figures = leg.measure(bytes);
            copy = leg.subject() == Subject.COPY ? figures : copy;
            listener.measured(leg, figures, copy);
        }
    }
}
