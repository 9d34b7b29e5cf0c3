package io.podbridge.app.bridge;

import io.podbridge.testkit.cluster.LocalReplica;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Arguments of {@code podbridge run} for the replicas of a {@link Bridge}.
 *
 * @param directory the bridge's
 * @param settings more of them, as {@code path=value} below {@code podbridge}
 */
record ReplicaArguments(Path directory, List<String> settings) {
    /** In a setting, these stand for the bridge's directory and the replica's index. */
    private static final String DIRECTORY = "{directory}";

    private static final String INDEX = "{replica}";

    /** The settings with which pods are processes of the replicas, each of which has a directory of its own. */
    static String[] withProcesses(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "provider=process",
                "providers.process.enabled=true",
                "providers.process.directory=" + DIRECTORY + "/processes-" + INDEX));
        all.addAll(List.of(settings));
        return all.toArray(String[]::new);
    }

    Path ledger() {
        return directory.resolve("ledger");
    }

    /** Those of one replica, in a cluster of which each member has one of these ports. */
    List<String> of(LocalReplica replica, Path kubeconfig, List<Integer> ports) {
        List<String> arguments = new ArrayList<>(List.of("run", "--kubeconfig", kubeconfig.toString()));
        List<String> all = new ArrayList<>(List.of(
                "node.name=" + Bridge.NODE,
                "node.pods=20000",
                "cluster.port=" + replica.port("cluster"),
                "cluster.seeds=[" + seeds(ports) + "]",
                "kubelet.port=" + replica.port("kubelet"),
                "relay.port=" + replica.port("relay"),
                "providers.simulated.directory=" + ledger()));
        all.addAll(settings);
        all.forEach(setting -> arguments.addAll(List.of("--set", of(replica, setting))));
        return arguments;
    }

    private String of(LocalReplica replica, String setting) {
        return setting.replace(DIRECTORY, directory.toString()).replace(INDEX, Integer.toString(replica.index()));
    }

    private static String seeds(List<Integer> ports) {
        return ports.stream().map(port -> "\"127.0.0.1:" + port + "\"").collect(Collectors.joining(","));
    }
}
