package io.podbridge.app;

import io.podbridge.core.config.ConfigOverride;
import io.podbridge.core.settings.PodbridgeSettings;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code podbridge run}: a replica, until it is told to end. */
@Command(
        name = "run",
        header = "Runs a replica of the node.",
        description = {
            "Runs a replica, until SIGTERM or SIGINT: then its pods move to the others. All replicas of a node have the"
                    + " same settings, except where they are (podbridge.cluster.host and port).",
            ""
        },
        footer = {"", "Exit codes are listed in docs/operations.md; 75 and 69 are worth a restart, the others are not."
        })
final class RunCommand implements Callable<Integer> {

    @Mixin
    private final ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(
            names = "--deregister-on-exit",
            description = "The last replica that leaves in an orderly way removes the Node.")
    private boolean deregisterOnExit;

    @Option(
            names = "--until-stdin-ends",
            description = "Ends in order when standard input ends, as it does when the program that holds it is gone.")
    private boolean untilStdinEnds;

    private final ReplicaLauncher launcher;
    private final BooleanSupplier debug;

    RunCommand(ReplicaLauncher launcher, BooleanSupplier debug) {
        this.launcher = launcher;
        this.debug = debug;
    }

    @Override
    public Integer call() {
        if (debug.getAsBoolean()) {
            Logging.showDetails();
        }
        if (untilStdinEnds) {
            ParentWatch.start();
        }
        var config = configuration.load(options());
        var settings = PodbridgeSettings.read(config, Providers.names());
        var cluster = settings.cluster();
        // Before anything is asked or started: it opens last, when the rest of the replica runs already.
        Ports.requireFree("podbridge.cluster.liveness-port", cluster.listeningHost(), cluster.livenessPort());
        return launcher.run(settings, new RunOptions(configuration.file(), debug.getAsBoolean()));
    }

    private List<ConfigOverride> options() {
        var setting = new ConfigOverride("--deregister-on-exit", "podbridge.node.deregister-on-exit", "true");
        return deregisterOnExit ? List.of(setting) : List.of();
    }
}
