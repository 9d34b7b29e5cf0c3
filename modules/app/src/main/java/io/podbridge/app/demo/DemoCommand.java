package io.podbridge.app.demo;

import io.podbridge.core.config.ConfigOverride;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code podbridge demo}. */
@Command(
        name = "demo",
        header = "Shows a living cluster: an API server, replicas, pods.",
        description = {
            "Starts a small Kubernetes API server, three replicas that serve one node on it, and sample pods; says what"
                    + " to try, and shows what happens. Ctrl-C ends all of it. It never touches your own kubeconfig.",
            ""
        },
        footer = {"", "More in docs/demo.md; exit codes are listed in docs/operations.md."})
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--replicas", paramLabel = "N", description = "JVMs that serve the node, 1 to 9. Default: 3.")
    private int replicas = DemoOptions.REPLICAS;

    @Option(names = "--pods", paramLabel = "N", description = "Sample pods, 0 to 1000. Default: 10.")
    private int pods = DemoOptions.PODS;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "What runs the pods: simulated makes them up, process runs them as processes of this machine."
                    + " Default: simulated.")
    private String provider = DemoOptions.PROVIDER;

    @Option(names = "--node", paramLabel = "NAME", description = "The node's name. Default: podbridge-demo.")
    private String node = DemoOptions.NODE;

    @Option(
            names = "--address",
            paramLabel = "ADDR",
            description = "The IP address of the node and of its kubelet API. Default: 127.0.0.1.")
    private String address = DemoOptions.ADDRESS;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Uses that cluster instead of an API server of its own.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "A setting of the replicas, as for run; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "For everything that it writes; new, empty, or an earlier demo's. It stays. Default: a new one"
                            + " among the temporary files, removed at the end.")
    private @Nullable Path directory;

    @Option(names = "--no-restart", description = "Leaves a replica that died dead.")
    private boolean noRestart;

    @Override
    public Integer call() {
        return new Demo(options()).run();
    }

    DemoOptions options() {
        return DemoOptions.of(
                replicas,
                pods,
                Optional.ofNullable(kubeconfig),
                Optional.ofNullable(directory),
                !noRestart,
                List.of(
                        new ConfigOverride("--node", "podbridge.node.name", node),
                        new ConfigOverride("--provider", "podbridge.provider", provider),
                        new ConfigOverride("--address", "podbridge.node.address", address),
                        new ConfigOverride("--address", "podbridge.kubelet.bind-host", address)),
                sets.stream().map(ConfigOverride::parse).toList());
    }
}
