package io.podbridge.testkit.cluster;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Replicas that reach each other over a link of their own for each direction, which a test can cut: the name of a peer
 * is, for each of them, another address of this machine, where a proxy stands. An observer comes by the straight way.
 */
final class LinkedCluster implements AutoCloseable {
    /** Both ports of a replica; the second is that of proof of death. */
    private static final List<String> PORTS = List.of("cluster", "liveness");

    private final int size;
    private final LocalCluster cluster;
    private final Map<String, TcpProxy> links = new HashMap<>();

    LinkedCluster(int size) {
        this.size = size;
        List<LocalCluster> itself = new ArrayList<>();
        itself.add(LocalCluster.of(PingSystem.class.getName(), size)
                .jvmOptions(PingSystem.VERBOSE)
                .arguments(replica -> arguments(itself.getFirst(), replica))
                .create());
        this.cluster = itself.getFirst();
        pairs().forEach(pair -> PORTS.forEach(port -> links.put(pair.key(port), proxy(pair, port))));
    }

    /** The way from one to another. */
    private record Pair(int from, int to) {
        String address() {
            return "127.1." + from + "." + to;
        }

        String key(String port) {
            return from + " " + to + " " + port;
        }
    }

    LocalCluster replicas() {
        return cluster;
    }

    Observer observer() {
        return Observer.of(seeds(cluster));
    }

    /** Waits until each holds a connection to each: from then on the end of it is a proof. */
    void awaitLivenessConnections() {
        Observer.await("all to hold connections to all", Duration.ofSeconds(30))
                .until(() -> cluster.replicas().stream()
                        .allMatch(replica -> replica.log()
                                        .lines()
                                        .filter(line -> line.contains("Holds a liveness connection to"))
                                        .count()
                                == size - 1));
    }

    /** What both send to each other is answered by a reset, and new connections are refused. */
    void reset(int a, int b) {
        between(a, b).forEach(TcpProxy::refuse);
        between(a, b).forEach(TcpProxy::resetAll);
    }

    /** What both send to each other vanishes. */
    void silence(int a, int b) {
        between(a, b).forEach(proxy -> {
            proxy.holdRequests();
            proxy.holdAnswers();
        });
    }

    /** What the one sends to the other vanishes, whoever made the connection; what the other sends arrives. */
    void silenceFrom(int from, int to) {
        link(from, to).forEach(TcpProxy::holdRequests);
        link(to, from).forEach(TcpProxy::holdAnswers);
    }

    @Override
    public void close() {
        cluster.close();
        links.values().forEach(TcpProxy::close);
    }

    private Stream<TcpProxy> between(int a, int b) {
        return Stream.concat(link(a, b), link(b, a));
    }

    private Stream<TcpProxy> link(int from, int to) {
        return PORTS.stream().map(port -> links.get(new Pair(from, to).key(port)));
    }

    private Stream<Pair> pairs() {
        return IntStream.range(0, size)
                .boxed()
                .flatMap(from ->
                        IntStream.range(0, size).filter(to -> to != from).mapToObj(to -> new Pair(from, to)));
    }

    private TcpProxy proxy(Pair pair, String port) {
        int target = cluster.replica(pair.to()).port(port);
        return new TcpProxy(new InetSocketAddress(pair.address(), target), target);
    }

    private List<String> arguments(LocalCluster all, LocalReplica replica) {
        return Stream.concat(
                        Stream.of(
                                "podbridge.cluster.host = " + name(replica.index()),
                                "podbridge.cluster.bind-host = 127.0.0.1",
                                "podbridge.cluster.port = " + replica.port("cluster"),
                                "podbridge.cluster.liveness-port = " + replica.port("liveness"),
                                "podbridge.cluster.seeds = [" + seeds(all) + "]"),
                        pairs().filter(pair -> pair.from() == replica.index())
                                .map(pair -> "names." + name(pair.to()) + " = \"" + pair.address() + "\""))
                .toList();
    }

    private static String seeds(LocalCluster all) {
        return all.replicas().stream()
                .map(replica -> "\"" + name(replica.index()) + ":" + replica.port("cluster") + "\"")
                .collect(Collectors.joining(","));
    }

    private static String name(int index) {
        return "replica-" + index;
    }
}
