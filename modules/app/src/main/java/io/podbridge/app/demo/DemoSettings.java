package io.podbridge.app.demo;

import io.podbridge.core.config.ConfigOverride;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The settings of the replicas: what the demo finds useful, then what the user said, then what is each replica's own.
 *
 * @param options of the command line
 * @param files where the demo writes
 * @param kubeconfig of the cluster
 * @param identity of the bridge
 * @param ports of the replicas, the first one's first: of the cluster, then of the kubelet API, then of the relay
 */
record DemoSettings(DemoOptions options, DemoFiles files, Path kubeconfig, String identity, List<Integer> ports) {
    private static final String ORIGIN = "podbridge demo";
    private static final String HOST = "127.0.0.1";
    private static final int KINDS = 3;

    /** All of one replica, from 1; the last one of a path wins. */
    List<ConfigOverride> of(int replica) {
        List<ConfigOverride> all = new ArrayList<>(List.of(
                own("providers.simulated.directory", files.simulatedCloud().toString()),
                own("providers.process.directory", files.processes().toString()),
                // It must be switched on by somebody who knows what it does: --provider process says so.
                own("providers.process.enabled", Boolean.toString(asksForProcesses()))));
        if (options.kubeconfig().isEmpty()) {
            // No DaemonSets here that it would keep away, but newcomers' kubectl run and kubectl create deployment.
            all.add(own("node.taint.enabled", "false"));
        }
        all.addAll(options.settings());
        all.addAll(List.of(
                own("kubernetes.kubeconfig", kubeconfig.toString()),
                own("cluster.host", HOST),
                port("cluster.port", replica, 0),
                port("kubelet.port", replica, 1),
                port("relay.port", replica, 2),
                own("cluster.identity", identity),
                own("cluster.seeds", seeds())));
        return all;
    }

    /** How many ports so many replicas need. */
    static int portsOf(int replicas) {
        return KINDS * replicas;
    }

    private ConfigOverride port(String path, int replica, int kind) {
        return own(path, Integer.toString(ports.get(kind * options.replicas() + replica - 1)));
    }

    /** That of the cluster. */
    private int port(int replica) {
        return ports.get(replica - 1);
    }

    /** What {@code podbridge run} is called with. */
    List<String> arguments(int replica) {
        List<String> arguments = new ArrayList<>(List.of("run", "--until-stdin-ends"));
        of(replica).forEach(set -> arguments.addAll(List.of("--set", set.path() + "=" + set.value())));
        return arguments;
    }

    /** The replica whose port is in this text: an address, as logs have it. */
    Optional<Integer> replicaAt(String address) {
        return replicas()
                .filter(replica -> address.contains(HOST + ":" + port(replica)))
                .boxed()
                .findFirst();
    }

    private boolean asksForProcesses() {
        return options.settings().stream()
                .filter(set -> set.path().equals("podbridge.provider"))
                .reduce((earlier, later) -> later)
                .filter(set -> set.value().equals("process"))
                .isPresent();
    }

    private String seeds() {
        return replicas()
                .mapToObj(replica -> '"' + HOST + ":" + port(replica) + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }

    private IntStream replicas() {
        return IntStream.rangeClosed(1, options.replicas());
    }

    private static ConfigOverride own(String path, String value) {
        return new ConfigOverride(ORIGIN, "podbridge." + path, value);
    }
}
