package io.podbridge.bench;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How replicas are run to be measured, and where what is left of it goes. */
final class RunOptions {

    @Option(names = "--short", description = "Tiny numbers: shows that the benchmark works, measures nothing.")
    private boolean small;

    @Option(names = "--profile", description = "Records the replicas, and prints where they spent their time.")
    private boolean profile;

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "A setting of the replicas.")
    private List<String> settings = List.of();

    @Option(names = "--jvm", paramLabel = "OPTION", description = "An option of the replicas' JVMs.")
    private List<String> jvmOptions = List.of();

    @Option(
            names = "--output",
            defaultValue = "modules/bench/target/measured",
            description = "Directory for figures (*.csv), logs, ledgers and recordings (${DEFAULT-VALUE}).")
    private Path output = Path.of("");

    boolean small() {
        return small;
    }

    boolean profile() {
        return profile;
    }

    List<String> settings() {
        return settings;
    }

    List<String> jvmOptions() {
        return jvmOptions;
    }

    Path output() {
        return output;
    }
}
