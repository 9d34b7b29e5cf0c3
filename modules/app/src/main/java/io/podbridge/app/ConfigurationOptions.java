package io.podbridge.app;

import com.typesafe.config.Config;
import io.podbridge.core.config.ConfigLoader;
import io.podbridge.core.config.ConfigOverride;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that make up the configuration; those of {@code run} and of {@code config check}. */
final class ConfigurationOptions {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration (HOCON). Without it the defaults hold: one replica, provider simulated.")
    private @Nullable Path file;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "How to reach the API server. By default $KUBECONFIG, ~/.kube/config,"
                    + " or the ServiceAccount of the pod.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "A single setting, beats the file; may be repeated. For example"
                    + " --set node.name=edge --set cluster.seeds=a:25520,b:25520")
    private List<String> sets = new ArrayList<>();

    /**
     * Loads all layers.
     *
     * @param last settings that beat even {@code --set}
     */
    Config load(List<ConfigOverride> last) {
        var path = file();
        path.ifPresent(ConfigurationOptions::requireFile);
        var overrides = new ArrayList<ConfigOverride>();
        sets.stream().map(ConfigOverride::parse).forEach(overrides::add);
        if (kubeconfig != null) {
            overrides.add(new ConfigOverride("--kubeconfig", "podbridge.kubernetes.kubeconfig", kubeconfig.toString()));
        }
        overrides.addAll(last);
        return ConfigLoader.load(path, overrides);
    }

    /** The file that was named. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    private static void requireFile(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new StartupFailure(
                    ExitCode.NO_INPUT,
                    "There is no readable file " + file + ".",
                    "--config",
                    "Check the path and its permissions; conf/examples has files to start from.");
        }
    }
}
