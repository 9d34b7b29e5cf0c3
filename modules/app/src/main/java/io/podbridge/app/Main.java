package io.podbridge.app;

import io.podbridge.app.demo.DemoCommand;
import io.podbridge.core.config.Similar;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code podbridge}. */
@Command(
        name = "podbridge",
        description = "A Kubernetes node that is a cluster of replicas.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        subcommands = {DemoCommand.class, ProvidersCommand.class, VersionCommand.class, ConfigCommand.class})
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this and ends.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Logs details, and shows stacks of errors.")
    private boolean debug;

    /** Starts the program, and ends the JVM with an {@link ExitCode}. */
    public static void main(String[] arguments) {
        System.exit(commandLine(new Replica()).execute(arguments));
    }

    /** The command line; the launcher does what {@code run} is there for. */
    static CommandLine commandLine(ReplicaLauncher launcher) {
        var main = new Main();
        var commandLine = new CommandLine(main).addSubcommand(new RunCommand(launcher, () -> main.debug));
        return commandLine
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Main::usageError)
                .setExecutionExceptionHandler(new FailurePrinter(() -> main.debug));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static int usageError(ParameterException exception, String[] arguments) {
        var commandLine = exception.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println("podbridge: " + exception.getMessage());
        err.println(similar(exception)
                .map(name -> "Did you mean " + name + "?")
                .orElse("Try: " + commandLine.getCommandSpec().qualifiedName() + " --help"));
        err.flush();
        return ExitCode.USAGE.number();
    }

    private static Optional<String> similar(ParameterException exception) {
        if (!(exception instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        var names = new ArrayList<>(exception.getCommandLine().getSubcommands().keySet());
        names.addAll(exception.getCommandLine().getCommandSpec().optionsMap().keySet());
        return Similar.closest(unmatched.getUnmatched().getFirst(), names);
    }
}
