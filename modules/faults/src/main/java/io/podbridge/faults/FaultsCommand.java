package io.podbridge.faults;

import io.podbridge.faults.judge.JudgeMain;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Runs random faults against three replicas under load, and has a program of its own say what became of the pods.
 * {@code tools/faults} builds and starts it; {@code docs/testing.md} says how to read what it prints.
 */
@CommandLine.Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs random faults against three replicas under load, and says what became of the pods.",
        exitCodeListHeading = "Ends with%n",
        exitCodeList = {"0:nothing is wrong", "1:something is wrong, or a run failed"})
public final class FaultsCommand implements Callable<Integer> {
    private static final long ETCD_QUOTA = 8L << 30;
    private static final int SEEDS = 1_000_000;

    @Option(names = "--faults", defaultValue = "100", description = "Faults of all parts together (${DEFAULT-VALUE}).")
    private int faults;

    @Option(
            names = "--parts",
            defaultValue = "1",
            description = "Runs, each with a new control plane and the next seed (${DEFAULT-VALUE}).")
    private int parts;

    @Option(names = "--seed", description = "Of the first part; by default any, which is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--kinds",
            split = ",",
            paramLabel = "KIND",
            description = "Of ${COMPLETION-CANDIDATES}; by default all that this machine can do.")
    private List<FaultKind> kinds = List.of();

    @Option(
            names = "--pods-per-second",
            defaultValue = "10",
            description = "Pods that are made, and ended (${DEFAULT-VALUE}).")
    private double podsPerSecond;

    @Option(
            names = "--population",
            defaultValue = "150",
            description = "Pods that are there at one time (${DEFAULT-VALUE}).")
    private int population;

    @Option(
            names = "--minutes",
            defaultValue = "120",
            description = "After so long no fault of a part begins (${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--plant",
            defaultValue = "none",
            description = "A defect that has to be found: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Plant plant = Plant.NONE;

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "A setting of the replicas, below podbridge.")
    private List<String> settings = List.of();

    @Option(names = "--clock-library", hidden = true, description = "Built of clock.c by tools/faults.")
    private @Nullable Path clockLibrary;

    @Option(
            names = "--output",
            defaultValue = "modules/faults/target/runs",
            description = "Directory for ledgers, records and logs (${DEFAULT-VALUE}).")
    private Path output = Path.of("");

    /** Runs the command, and ends the JVM with its code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FaultsCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<Path> clocks = Optional.ofNullable(clockLibrary);
        if (clocks.isEmpty()) {
            System.out.println("There is no C compiler here: all clocks stay right, the kind clock is left out.");
        }
        long first = seed == null ? new Random().nextInt(SEEDS) : seed;
        List<Path> directories = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            directories.add(run(first + part, faults / parts + (part < faults % parts ? 1 : 0), clocks));
        }
        return judge(directories);
    }

    private Path run(long partsSeed, int partsFaults, Optional<Path> clocks) {
        Path directory = Campaign.directory(output, partsSeed);
        System.out.printf("%n== seed %d, %d faults, %s%n", partsSeed, partsFaults, directory);
        var scene = new Scene.Settings(directory, clocks, plant, settings);
        var plan = new Campaign.Plan(
                partsSeed,
                partsFaults,
                kinds.isEmpty() ? Campaign.possible(clocks.isPresent()) : kinds,
                podsPerSecond,
                population,
                Duration.ofMinutes(minutes),
                scene);
        try (var controlPlane = ControlPlane.start(ControlPlaneOptions.plain().withEtcdQuotaBytes(ETCD_QUOTA))) {
            Campaign.run(controlPlane, plan);
        }
        return directory;
    }

    /** In a JVM of its own, that has the files and nothing else. */
    private static int judge(List<Path> directories) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                JudgeMain.class.getName()));
        directories.forEach(directory -> command.add(directory.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
