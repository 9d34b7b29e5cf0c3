package io.podbridge.app.demo;

import io.podbridge.app.ExitCode;
import io.podbridge.app.StartupFailure;
import io.podbridge.core.config.ConfigOverride;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param replicas 1 to {@value #MAX_REPLICAS}
 * @param pods sample pods, 0 to {@value #MAX_PODS}
 * @param kubeconfig of the cluster to use; empty for an API server of its own
 * @param directory for all that is written; empty for a temporary one
 * @param restart whether a replica that died is started again
 * @param settings of every replica, the last one of a path wins
 */
record DemoOptions(
        int replicas,
        int pods,
        Optional<Path> kubeconfig,
        Optional<Path> directory,
        boolean restart,
        List<ConfigOverride> settings) {

    static final int REPLICAS = 3;
    static final int PODS = 10;
    static final String NODE = "podbridge-demo";
    static final String ADDRESS = "127.0.0.1";

    /** It harms nobody, and its pods outlive a replica, as a cloud's do. */
    static final String PROVIDER = "simulated";

    /** Each is a JVM of some 200 MB. */
    private static final int MAX_REPLICAS = 9;

    /** As many as the node takes by default. */
    private static final int MAX_PODS = 1000;

    /** Each replica has its own, or all must agree on them: who sets one would set it for all or for none. */
    private static final Set<String> OURS = Set.of(
            "podbridge.cluster.host",
            "podbridge.cluster.port",
            "podbridge.cluster.bind-port",
            "podbridge.cluster.liveness-port",
            "podbridge.cluster.liveness-advertised-port",
            "podbridge.cluster.seeds",
            "podbridge.cluster.identity",
            "podbridge.kubelet.port",
            "podbridge.relay.port");

    private static final String KUBECONFIG = "podbridge.kubernetes.kubeconfig";

    /**
     * Checks what can be known from the command line alone.
     *
     * @param flags settings that have an option of their own
     * @param sets those of {@code --set}, which beat them
     * @throws StartupFailure {@link ExitCode#USAGE}
     */
    static DemoOptions of(
            int replicas,
            int pods,
            Optional<Path> kubeconfig,
            Optional<Path> directory,
            boolean restart,
            List<ConfigOverride> flags,
            List<ConfigOverride> sets) {
        requireRange("--replicas", replicas, 1, MAX_REPLICAS);
        requireRange("--pods", pods, 0, MAX_PODS);
        sets.forEach(DemoOptions::requireFree);
        var settings = Stream.concat(flags.stream(), sets.stream()).toList();
        return new DemoOptions(
                replicas,
                pods,
                kubeconfig.map(Path::toAbsolutePath),
                directory.map(path -> path.toAbsolutePath().normalize()),
                restart,
                settings);
    }

    private static void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw usage(
                    option + " must be " + least + " to " + most + ", is " + value + ".", option, "Choose another.");
        }
    }

    private static void requireFree(ConfigOverride set) {
        if (OURS.contains(set.path())) {
            throw usage(
                    "The demo chooses " + set.path() + " for each replica itself.",
                    set.origin(),
                    "Leave it out, or start replicas with podbridge run.");
        }
        if (set.path().equals(KUBECONFIG)) {
            throw usage("The demo itself must know the cluster too.", set.origin(), "Use --kubeconfig FILE.");
        }
    }

    private static StartupFailure usage(String what, String where, String whatToDo) {
        return new StartupFailure(ExitCode.USAGE, what, where, whatToDo);
    }
}
