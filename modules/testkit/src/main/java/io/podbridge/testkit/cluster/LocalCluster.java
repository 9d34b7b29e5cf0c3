package io.podbridge.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Replicas of a program, each in a JVM of its own. A test starts, kills, freezes and restarts them by their index.
 *
 * <pre>{@code
 * try (LocalCluster cluster = LocalCluster.of(Main.class.getName(), 3)
 *         .arguments(replica -> List.of("--port", "" + replica.port("cluster")))
 *         .readyWhen(replica -> replica.log().contains("ready"))
 *         .start()) {
 *     cluster.replica(0).kill9();
 * }
 * }</pre>
 *
 * <p>Ports are free ones, chosen once: a replica that is restarted has the same. No JVM outlives the one of the test.
 * For one thread.
 */
public final class LocalCluster implements AutoCloseable {
    private final Builder settings;
    private final List<LocalReplica> replicas;

    private LocalCluster(Builder settings, Path logs) {
        this.settings = settings;
        this.replicas = IntStream.range(0, settings.size)
                .mapToObj(index -> new LocalReplica(index, logs, this::command))
                .toList();
    }

    /** A cluster of this many replicas of a main class. */
    public static Builder of(String mainClass, int size) {
        return new Builder(mainClass, size);
    }

    /** The replica of that index, from 0. */
    public LocalReplica replica(int index) {
        return replicas.get(index);
    }

    /** All of them, running or not, in the order of their index. */
    public List<LocalReplica> replicas() {
        return replicas;
    }

    /** The ports of that name of all replicas, in the order of their index: for a list of seeds. */
    public List<Integer> ports(String name) {
        return replicas.stream().map(replica -> replica.port(name)).toList();
    }

    /** Starts those that do not run, all at once, and waits until every one is ready. */
    public void startAll() {
        replicas.stream().filter(replica -> !replica.running()).forEach(LocalReplica::launch);
        replicas.forEach(this::awaitReady);
    }

    /** Starts one, again if it ran before, on the same ports, and waits until it is ready. */
    public void start(int index) {
        replica(index).launch();
        awaitReady(replica(index));
    }

    /** The last lines of every replica's log: for the message of a failed assertion. */
    public String tails(int lines) {
        return replicas.stream()
                .map(replica -> "--- " + replica + "\n" + replica.tail(lines))
                .collect(Collectors.joining("\n"));
    }

    /** Kills all of them and waits until they are gone. */
    @Override
    public void close() {
        replicas.forEach(LocalReplica::kill9);
    }

    private void awaitReady(LocalReplica replica) {
        try {
            Awaitility.await(replica + " to be ready")
                    .atMost(settings.startTimeout)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !replica.running() || settings.ready.test(replica));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(replica + " is not ready in time:\n" + replica.tail(60), e);
        }
        if (!replica.running()) {
            throw new AssertionError(replica + " ended while starting:\n" + replica.tail(60));
        }
    }

    private List<String> command(LocalReplica replica) {
        List<String> command = new ArrayList<>(settings.launcher.apply(replica));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(settings.jvmOptions);
        command.add("-cp");
        command.add(settings.classPath);
        command.add(settings.mainClass);
        command.addAll(settings.arguments.apply(replica));
        return command;
    }

    /** What the cluster consists of. */
    public static final class Builder {
        private final String mainClass;
        private final int size;
        private String classPath = System.getProperty("java.class.path");
        /** Starts in about half the time, and three of them fit on a small machine. */
        private List<String> jvmOptions =
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-Xshare:auto");

        private Function<LocalReplica, List<String>> arguments = replica -> List.of();
        private Function<LocalReplica, List<String>> launcher = replica -> List.of();
        private Predicate<LocalReplica> ready = LocalReplica::running;
        private Duration startTimeout = Duration.ofSeconds(90);
        private Path logs = Path.of("target", "local-cluster");

        private Builder(String mainClass, int size) {
            this.mainClass = mainClass;
            this.size = size;
        }

        /** The arguments of main, by replica. */
        public Builder arguments(Function<LocalReplica, List<String>> arguments) {
            this.arguments = arguments;
            return this;
        }

        /** What stands before the JVM's command line and becomes the JVM, as {@code env} does. Default: nothing. */
        public Builder launchedBy(Function<LocalReplica, List<String>> launcher) {
            this.launcher = launcher;
            return this;
        }

        /** When a started replica is ready; asked again and again. Default: when its process runs. */
        public Builder readyWhen(Predicate<LocalReplica> ready) {
            this.ready = ready;
            return this;
        }

        /** How long a replica may take to be ready. Default: 90 s, for a busy machine. */
        public Builder startTimeout(Duration startTimeout) {
            this.startTimeout = startTimeout;
            return this;
        }

        /** Where the logs go, each cluster's into a directory of its own. Default: below {@code target}. */
        public Builder logs(Path logs) {
            this.logs = logs;
            return this;
        }

        /** The class path. Default: that of this JVM. */
        public Builder classPath(String classPath) {
            this.classPath = classPath;
            return this;
        }

        /** The options of the JVM, instead of the default ones. */
        public Builder jvmOptions(List<String> jvmOptions) {
            this.jvmOptions = List.copyOf(jvmOptions);
            return this;
        }

        /** The cluster, nothing of it started: its ports are known. */
        public LocalCluster create() {
            try {
                Files.createDirectories(logs);
                return new LocalCluster(this, Files.createTempDirectory(logs, ""));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The cluster, all of it ready. */
        public LocalCluster start() {
            LocalCluster cluster = create();
            try {
                cluster.startAll();
                return cluster;
            } catch (RuntimeException | Error e) {
                cluster.close();
                throw e;
            }
        }
    }
}
