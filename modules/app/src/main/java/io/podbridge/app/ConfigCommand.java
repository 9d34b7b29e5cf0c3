package io.podbridge.app;

import io.podbridge.core.config.ConfigReport;
import io.podbridge.core.settings.PodbridgeSettings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code podbridge config}: about the configuration, without running anything. */
@Command(name = "config", header = "Checks the configuration.")
final class ConfigCommand implements Runnable {

    @Spec
    @SuppressWarnings("FieldCanBeFinal") // picocli sets it
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? There is: check");
    }

    /** Reads it as {@code run} does, and shows what holds and where it is written. */
    @Command(
            name = "check",
            header = "Checks a configuration, and shows what holds and where it is written.",
            description = "Nothing is started, and nobody is asked: neither the API server nor the provider.")
    void check(@Mixin ConfigurationOptions configuration) {
        var config = configuration.load(List.of());
        PodbridgeSettings.read(config, Providers.names());
        var out = spec.commandLine().getOut();
        ConfigReport.lines(config, "podbridge").forEach(out::println);
        out.flush();
    }
}
